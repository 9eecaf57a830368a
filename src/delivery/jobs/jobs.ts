import { errorMessage } from '#core/error-message.ts';
import { type Clock, growingPauseMs, type Instant, later, minuteMs } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { type Logger, withoutSecrets } from '#log.ts';
import type { CurrentTroubles } from './current-troubles.ts';
import { type LeasePace, usualLease, whileRenewing } from './lease.ts';
import { onSchedule } from './on-schedule.ts';
import { claimSlot, forgetDoneSlots, olderSlotsDone, renewSlot, slotDone, slotWaits } from './slots-store.ts';

const firstPauseMs = minuteMs;
const longestPauseMs = 60 * minuteMs;
/** Longer than any clock is ever set back. */
const rememberDoneMs = 60 * 24 * 60 * minuteMs;

export interface Job {
  readonly name: string;
  /** Whether only the latest slot by time matters: once done, older ones that failed or were interrupted count as done too. */
  readonly onlyNewestCounts: boolean;
  /** The slots due at `now`, under names that never repeat. They may include slots that are done or have to wait. */
  due(now: Instant): Promise<readonly string[]>;
  /** Does the slot's work. Called again for the same slot after a crash, a failure, or when it asked to wait. */
  run(slot: string, context: { readonly now: Instant; readonly firstSeenAt: Instant }): Promise<SlotOutcome>;
}

export type SlotOutcome = 'done' | { readonly waitUntil: Instant };

/** How often due work is looked for, and how a slot is leased. Tests use shorter times. */
export interface JobPace extends LeasePace {
  readonly cron: string;
}

export const usualJobPace: JobPace = { ...usualLease, cron: '*/10 * * * * *' };

/** How a run ended. `waits` means it isn't time yet. */
export type RunOutcome = 'done' | 'waits' | 'failed';

export interface JobParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Who is claiming, unique per process. */
  readonly holder: string;
  readonly jobPace: JobPace;
  /** Where jobs that fail and can't record it are named. */
  readonly troubles?: CurrentTroubles;
  readonly onRun?: (job: string, outcome: RunOutcome, seconds: number) => void;
}

export interface JobSchedule {
  /** Runs what is due now, after any runs in progress. Resolves when done, even if it failed. */
  runNow(): Promise<void>;
  /** Starts nothing new, and resolves when runs in progress have ended. */
  stop(): Promise<void>;
}

/** Runs what is due, right away and then every ten seconds. The schedule decides when to look; claiming the slot decides who runs it. */
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
  const stop = onSchedule(parts.jobPace.cron, tick);
  tick();
  return {
    async runNow() {
      await Promise.all(running.values());
      await Promise.all(jobs.map(job => running.get(job.name) ?? start(job)));
    },
    async stop() {
      stop();
      await Promise.all(running.values());
    },
  };
}

/** Runs the due slots of `job` that are free. Never rejects: a job that fails is recorded, retried later, and doesn't block the others. */
export async function runDueSlots(job: Job, parts: JobParts): Promise<void> {
  const { clock, logger, onRun, troubles } = parts;
  try {
    const now = clock();
    for (const slot of await job.due(now)) await runSlot(job, slot, parts);
    troubles?.worked(job.name);
  } catch (error) {
    troubles?.failed(job.name, error, clock());
    onRun?.(job.name, 'failed', 0);
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
    // If the lease is lost, the job keeps running: its writes happen only once whoever makes them, and the new holder ends the slot.
    const outcome = await whileRenewing({ ...jobPace, what: `${job.name} ${slot}`, claimedAt: now, renew, clock, logger }, () =>
      job.run(slot, { now, firstSeenAt: claimed.firstSeenAt }),
    );
    if (outcome === 'done') {
      await slotDone(database, claim);
      if (job.onlyNewestCounts) await olderSlotsDone(database, claim);
      await forgetDoneSlots(database, later(now, -rememberDoneMs));
      logger.info(ended('done'), 'A job ran');
    } else {
      await slotWaits(database, claim, outcome.waitUntil);
      logger.debug(ended('waits'), 'A job waits');
    }
  } catch (error) {
    logger.error({ err: error, ...ended('failed') }, 'A job failed; it is tried again');
    const failedTries = claimed.failedTries + 1;
    const failure = withoutSecrets(errorMessage(error));
    const nextTryAt = later(clock(), growingPauseMs(failedTries, firstPauseMs, longestPauseMs));
    await slotWaits(database, claim, nextTryAt, { failure, failedTries });
  }
}
