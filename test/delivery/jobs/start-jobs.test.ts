import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { type Job, type JobPace, startJobs, usualJobPace } from '#delivery/jobs/jobs.ts';
import { failedSlots } from '#delivery/jobs/slots-store.ts';
import { testDatabase } from '../../support/database.ts';

/** Looks for due work at the start, and then never on its own. */
const never: JobPace = { ...usualJobPace, cron: '0 0 1 1 *' };

async function jobsOf(...jobs: readonly Job[]) {
  let now = new Date('2026-11-22T09:00:00Z');
  const runs: string[] = [];
  const log: string[] = [];
  const database = await testDatabase();
  const schedule = startJobs(jobs, {
    database,
    clock: () => now,
    logger: pino({ level: 'debug' }, { write: line => log.push(line) }),
    holder: 'a',
    jobPace: never,
    onRun: (job, outcome, seconds) => runs.push(`${job} ${outcome} ${seconds}`),
  });
  onTestFinished(() => schedule.stop());
  return {
    database,
    schedule,
    runs,
    lines: () => log.map(line => JSON.parse(line)),
    pass: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
  };
}

it('does at once, when it is told to, what has become due since it looked, and tells of each run', async () => {
  const due = ['nine'];
  const job: Job = { name: 'digest', onlyNewestCounts: false, due: async () => due, run: async () => 'done' };
  const { schedule, runs } = await jobsOf(job);
  await expect.poll(() => runs).toEqual(['digest done 0']);
  due.push('ten');
  await schedule.runNow();
  expect(runs).toEqual(['digest done 0', 'digest done 0']);
});

it('waits for what runs before it looks again', async () => {
  const due = ['nine'];
  let release: () => void = () => undefined;
  const held = new Promise<void>(resolve => {
    release = resolve;
  });
  const job: Job = {
    name: 'digest',
    onlyNewestCounts: false,
    due: async () => [...due],
    run: async slot => {
      if (slot === 'nine') await held;
      return 'done';
    },
  };
  const { schedule, runs, pass } = await jobsOf(job);
  const asked = schedule.runNow();
  due.push('ten');
  pass(1_500);
  release();
  await asked;
  expect(runs).toEqual(['digest done 1.5', 'digest done 0']);
});

it('writes one line a run: what ran, how it ended, how long it took; a job that waits is no news', async () => {
  const job = (name: string, run: Job['run']): Job => ({ name, onlyNewestCounts: false, due: async () => ['nine'], run });
  const refused = () => Promise.reject(new Error('OpenAI answered 500 to sk-admin-abcdefgh'));
  const { schedule, runs, lines } = await jobsOf(
    job('alerts', async () => 'done'),
    job('digest', async (_slot, { now }) => ({ waitUntil: now })),
    job('digest correction', refused),
  );
  await expect.poll(() => runs.toSorted()).toEqual(['alerts done 0', 'digest correction failed 0', 'digest waits 0']);
  await schedule.stop();
  const [alerts, digest, correction, ...more] = lines().toSorted((a, b) => (a.job < b.job ? -1 : 1));
  expect(more).toEqual([]);
  expect(alerts).toMatchObject({ level: 30, job: 'alerts', slot: 'nine', outcome: 'done', seconds: 0 });
  expect(digest).toMatchObject({ level: 20, outcome: 'waits' });
  expect(correction).toMatchObject({ level: 50, outcome: 'failed', err: { message: expect.stringContaining('OpenAI answered 500') } });
});

it('keeps why a job failed, without the key that the reason held', async () => {
  const refused = () => Promise.reject(new Error('OpenAI answered 500 to sk-admin-abcdefgh'));
  const { database, runs } = await jobsOf({ name: 'digest', onlyNewestCounts: false, due: async () => ['nine'], run: refused });
  await expect.poll(() => runs).toEqual(['digest failed 0']);
  await expect.poll(() => failedSlots(database)).toMatchObject([{ job: 'digest', failure: 'OpenAI answered 500 to sk-…' }]);
});
