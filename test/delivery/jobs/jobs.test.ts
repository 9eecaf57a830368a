import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { CurrentTroubles } from '#delivery/jobs/current-troubles.ts';
import { type Job, runDueSlots, usualJobPace } from '#delivery/jobs/jobs.ts';
import { claimSlot } from '#delivery/jobs/slots-store.ts';
import { testDatabase } from '../../support/database.ts';
import { silentLogger } from '../../support/silent-logger.ts';

const clock = () => new Date();
// A busy machine may delay a process by hundreds of milliseconds.
const jobPace = { ...usualJobPace, leaseMs: 2_000, renewEveryMs: 100 };

/** A job with one slot, and how often it ran. */
function countedJob(work: () => Promise<void>): { job: Job; runs: () => number } {
  let runs = 0;
  const run = async () => {
    runs += 1;
    await work();
    return 'done' as const;
  };
  return { job: { name: 'a job', onlyNewestCounts: false, due: async () => ['a slot'], run }, runs: () => runs };
}

describe('a job', () => {
  it('that runs longer than its lease is not begun by another process', async () => {
    const database = await testDatabase();
    const { job, runs } = countedJob(() => sleep(2 * jobPace.leaseMs));
    const parts = (holder: string) => ({ database, clock, logger: silentLogger, holder, jobPace });
    let isOver = false;
    const first = runDueSlots(job, parts('first')).finally(() => {
      isOver = true;
    });
    await expect.poll(runs).toBe(1);
    while (!isOver) {
      await runDueSlots(job, parts('second'));
      await sleep(20);
    }
    await first;
    await runDueSlots(job, parts('second'));
    expect(runs()).toBe(1);
  });

  it('whose holder died is begun by another process within half a minute', async () => {
    const database = await testDatabase();
    let nowMs = Date.UTC(2026, 10, 22, 9);
    await claimSlot(database, { job: 'a job', slot: 'a slot', holder: 'dead', leaseMs: usualJobPace.leaseMs, now: new Date(nowMs) });
    const { job, runs } = countedJob(async () => {});
    const look = () =>
      runDueSlots(job, { database, clock: () => new Date(nowMs), logger: silentLogger, holder: 'alive', jobPace: usualJobPace });
    nowMs += 29_999;
    await look();
    expect(runs()).toBe(0);
    nowMs += 1;
    await look();
    expect(runs()).toBe(1);
  });

  it('that cannot record its failure is in the troubles until it works again', async () => {
    const database = await testDatabase();
    const { job, runs } = countedJob(async () => {});
    const troubles = new CurrentTroubles();
    const outcomes: string[] = [];
    const onRun = (name: string, outcome: string) => void outcomes.push(`${name} ${outcome}`);
    const look = () => runDueSlots(job, { database, clock, logger: silentLogger, holder: 'alive', jobPace, troubles, onRun });
    await sql`alter table job_slot rename to elsewhere`.execute(database);
    await look();
    await look();
    expect(troubles.list()).toMatchObject([{ what: 'a job', failedTries: 2, words: expect.stringContaining('job_slot') }]);
    await sql`alter table elsewhere rename to job_slot`.execute(database);
    await look();
    expect(troubles.list()).toEqual([]);
    expect([runs(), outcomes]).toEqual([1, ['a job failed', 'a job failed', 'a job done']]);
  });
});
