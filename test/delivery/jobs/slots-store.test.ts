import { describe, expect, it } from 'vitest';
import { claimableSlots, claimSlot, failedSlots, forgetDoneSlots, renewSlot, slotDone, slotWaits } from '#delivery/jobs/slots-store.ts';
import { testDatabase } from '../../support/database.ts';

const at = (time: string) => new Date(`2026-11-22T${time}Z`);
const slot = { job: 'digest', slot: '2026-11-22T09:00Z', leaseMs: 60_000 };
const mine = { ...slot, holder: 'a' };
const theirs = { ...slot, holder: 'b' };

describe('a slot', () => {
  it('is claimed by one of two processes', async () => {
    const database = await testDatabase();
    const now = at('09:00:00');
    const claims = await Promise.all([claimSlot(database, { ...mine, now }), claimSlot(database, { ...theirs, now })]);
    expect(claims.filter(claim => claim !== null)).toEqual([{ firstSeenAt: now, failedTries: 0 }]);
  });

  it('is never claimed again once it is done', async () => {
    const database = await testDatabase();
    await claimSlot(database, { ...mine, now: at('09:00:00') });
    await slotDone(database, mine);
    expect(await claimSlot(database, { ...theirs, now: at('12:00:00') })).toBeNull();
    expect(await claimSlot(database, { ...theirs, now: at('08:00:00') })).toBeNull();
  });

  it('is taken over when its lease runs out, not while it is renewed; the holder that lost it changes nothing', async () => {
    const database = await testDatabase();
    await claimSlot(database, { ...mine, now: at('09:00:00') });
    expect(await renewSlot(database, { ...mine, now: at('09:00:50') })).toBe(true);
    expect(await claimSlot(database, { ...theirs, now: at('09:01:30') })).toBeNull();
    expect(await claimableSlots(database, 'digest', at('09:02:00'))).toEqual([slot.slot]);
    expect(await claimSlot(database, { ...theirs, now: at('09:02:00') })).toEqual({ firstSeenAt: at('09:00:00'), failedTries: 0 });
    expect(await renewSlot(database, { ...mine, now: at('09:02:01') })).toBe(false);
    await slotDone(database, mine);
    expect(await claimableSlots(database, 'digest', at('09:10:00'))).toEqual([slot.slot]);
  });

  it('that failed says why, and can be claimed from its next try on', async () => {
    const database = await testDatabase();
    await claimSlot(database, { ...mine, now: at('09:00:00') });
    await slotWaits(database, mine, at('09:05:00'), { failure: 'no luck', failedTries: 1 });
    expect(await failedSlots(database)).toEqual([
      { job: 'digest', slot: slot.slot, failure: 'no luck', failedTries: 1, nextTryAt: at('09:05:00').toISOString() },
    ]);
    expect(await claimSlot(database, { ...theirs, now: at('09:04:59') })).toBeNull();
    expect(await claimSlot(database, { ...theirs, now: at('09:05:00') })).toEqual({ firstSeenAt: at('09:00:00'), failedTries: 1 });
    await slotWaits(database, theirs, at('09:06:00'));
    expect(await failedSlots(database)).toEqual([]);
  });

  it('is forgotten only when it is done and old', async () => {
    const database = await testDatabase();
    await claimSlot(database, { ...mine, now: at('09:00:00') });
    await claimSlot(database, { ...mine, slot: 'open', now: at('09:00:00') });
    await slotDone(database, mine);
    await forgetDoneSlots(database, at('09:00:00'));
    expect(await claimSlot(database, { ...mine, now: at('10:00:00') })).toBeNull();
    await forgetDoneSlots(database, at('09:00:01'));
    expect(await claimSlot(database, { ...mine, now: at('10:00:00') })).not.toBeNull();
    expect(await claimSlot(database, { ...mine, slot: 'open', now: at('10:00:00') })).toMatchObject({ firstSeenAt: at('09:00:00') });
  });
});
