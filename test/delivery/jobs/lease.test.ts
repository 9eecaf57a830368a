import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { whileRenewing } from '#delivery/jobs/lease.ts';
import { silentLogger } from '../../support/silent-logger.ts';

const pace = { leaseMs: 300, renewEveryMs: 30 };
const clock = () => new Date();

/** Works until the lease is lost, for at most `mostMs`. Resolves with why it was lost, or null. */
function held(renew: () => Promise<boolean>, mostMs: number): Promise<string | null> {
  return whileRenewing({ ...pace, what: 'a slot', claimedAt: clock(), renew, clock, logger: silentLogger }, async lost => {
    await Promise.race([sleep(mostMs), new Promise(resolve => lost.addEventListener('abort', resolve, { once: true }))]);
    return lost.aborted ? String(lost.reason.message) : null;
  });
}

describe('a claim that is renewed while its work runs', () => {
  it('is held for many times its lease, also where a renewal fails now and then', async () => {
    let renewals = 0;
    const renew = async () => {
      renewals += 1;
      if (renewals % 3 === 0) throw new Error('the database is away');
      return true;
    };
    expect(await held(renew, 4 * pace.leaseMs)).toBeNull();
    expect(renewals).toBeGreaterThan(4);
  });

  it('is lost as soon as another process has it', async () => {
    expect(await held(async () => false, 60_000)).toBe('another process has taken over a slot');
  });

  it.each([
    ['fails each time', () => Promise.reject(new Error('the database is away'))],
    ['does not come back', () => new Promise<boolean>(() => {})],
  ])('is lost when its lease is over and its renewal %s', async (_, renew) => {
    const start = Date.now();
    expect(await held(renew, 60_000)).toBe('the claim on a slot could not be renewed in time');
    expect(Date.now() - start).toBeGreaterThanOrEqual(pace.leaseMs - 2);
  });

  it('is not renewed any more when the work has ended, well or not', async () => {
    let renewals = 0;
    const renew = async () => {
      renewals += 1;
      return true;
    };
    const renewal = { ...pace, what: 'a slot', claimedAt: clock(), renew, clock, logger: silentLogger };
    await expect(whileRenewing(renewal, () => Promise.reject(new Error('it failed')))).rejects.toThrow('it failed');
    await sleep(3 * pace.renewEveryMs);
    expect(renewals).toBe(0);
  });
});
