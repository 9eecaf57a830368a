import { schedule } from 'node-cron';
import { type Clock, growingPauseMs, type Instant, later, minuteMs } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { type Logger, withoutSecrets } from '#log.ts';
import { type LeasePace, usualLease, whileRenewing } from './lease.ts';
import { claimSlot, forgetDoneSlots, olderSlotsDone, renewSlot, slotDone, slotFailed, slotPostponed } from './slots-store.ts';

const firstPauseMs = minuteMs;
const longestPauseMs = 60 * minuteMs;
/** No clock comes back from further than this. */
const rememberDoneMs = 60 * 24 * 60 * minuteMs;

/** Something that is done by the clock. */
export interface Job {
  readonly name: string;
  /** Whether slots sort by time and only the newest counts: once it is done, older ones that failed or were cut off are too. */
  readonly onlyNewestCounts: boolean;
  /** The slots that are due at `now`, each named so that no two are the same for ever. One that is done, or has to wait, may be among them. */
  due(now: Instant): Promise<readonly string[]>;
  /** Does what the slot asks for. It is called again for the same slot after a crash, a failure, or when it is told to wait. */
  run(slot: string, context: { readonly now: Instant; readonly firstSeenAt: Instant }): Promise<SlotOutcome>;
}

export type SlotOutcome = 'done' | { readonly waitUntil: Instant };

/** When it is looked what is due, and how a slot is held. Tests hand in shorter times. */
export interface JobPace extends LeasePace {
  readonly cron: string;
}

export const usualJobPace: JobPace = { ...usualLease, cron: '*/10 * * * * *' };

/** How a run of a job ended: `waits` is one whose time has not come. */
export type RunOutcome = 'done' | 'waits' | 'failed';

export interface JobParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Who claims, different for each process. */
  readonly holder: string;
  readonly jobPace: JobPace;
  /** Told of each run when it has ended. */
  readonly onRun?: (job: string, outcome: RunOutcome, seconds: number) => void;
}

export interface JobSchedule {
  /** Does now what is due, after what runs; resolves when it has ended, well or not. */
  runNow(): Promise<void>;
  /** Takes nothing new, and resolves when what runs has ended. */
  stop(): Promise<void>;
}

/** Looks at once, and then every ten seconds, what is due. node-cron says when, the claimed slot whether. */
export function startJobs(jobs: readonly Job[], parts: JobParts): JobSchedule {
  const running = new Map<string, Promise<void>>();
  const start = (job: Job) => {
    const run = runDueSlots(job, parts).finally(() => running.delete(job.name));
    running.set(job.name, run);
    return run;
  };
  const tick = () => {
    for (const job of jobs) if (!running.has(job.name)) void start(job);
  };
  const task = schedule(parts.jobPace.cron, tick, { timezone: 'Etc/UTC', name: 'jobs', suppressMissedWarning: true });
  tick();
  return {
    async runNow() {
      await Promise.all(running.values());
      await Promise.all(jobs.map(job => running.get(job.name) ?? start(job)));
    },
    async stop() {
      await task.destroy();
      await Promise.all(running.values());
    },
  };
}

/** Does what of `job` is due and free. Never rejects: a job that fails is noted, tried again later, and holds up no other. */
export async function runDueSlots(job: Job, parts: JobParts): Promise<void> {
  const { clock, logger } = parts;
  try {
    const now = clock();
    for (const slot of await job.due(now)) await runSlot(job, slot, parts);
  } catch (error) {
    logger.error({ err: error, job: job.name }, 'A job could not be looked at; it is tried again');
  }
}

async function runSlot(job: Job, slot: string, { database, clock, logger, holder, jobPace, onRun }: JobParts): Promise<void> {
  const ended = (outcome: RunOutcome) => {
    const seconds = (clock().getTime() - now.getTime()) / 1000;
    onRun?.(job.name, outcome, seconds);
    return { job: job.name, slot, outcome, seconds };
  };
  const claim = { job: job.name, slot, holder, leaseMs: jobPace.leaseMs };
  const now = clock();
  const claimed = await claimSlot(database, { ...claim, now });
  if (claimed === null) return;
  const renew = (at: Instant) => renewSlot(database, { ...claim, now: at });
  try {
    // One that is lost runs on: what it writes is written once, whoever does it, and the slot is ended by whoever has it.
    const outcome = await whileRenewing({ ...jobPace, what: `${job.name} ${slot}`, claimedAt: now, renew, clock, logger }, () =>
      job.run(slot, { now, firstSeenAt: claimed.firstSeenAt }),
    );
    if (outcome === 'done') {
      await slotDone(database, claim);
      if (job.onlyNewestCounts) await olderSlotsDone(database, claim);
      await forgetDoneSlots(database, later(now, -rememberDoneMs));
      logger.info(ended('done'), 'A job ran');
    } else {
      await slotPostponed(database, claim, outcome.waitUntil);
      logger.debug(ended('waits'), 'A job waits');
    }
  } catch (error) {
    logger.error({ err: error, ...ended('failed') }, 'A job failed; it is tried again');
    const failedTries = claimed.failedTries + 1;
    const failure = withoutSecrets(error instanceof Error ? error.message : String(error));
    const nextTryAt = later(clock(), growingPauseMs(failedTries, firstPauseMs, longestPauseMs));
    await slotFailed(database, claim, { failure, failedTries, nextTryAt });
  }
}
