import type { CurrentTroubles } from '#delivery/jobs/current-troubles.ts';
import { type Job, type JobPace, type JobParts, type JobSchedule, startJobs, usualJobPace } from '#delivery/jobs/jobs.ts';
import { newHolder } from '#delivery/jobs/lease.ts';
import { type OutboxPace, usualPace } from '#delivery/outbox/send-entry.ts';
import { type OutboxWorker, startOutbox } from '#delivery/outbox/worker.ts';

type OutboxParts = Parameters<typeof startOutbox>[0];

export interface MessagesParts extends Omit<OutboxParts, 'pace' | 'holder'> {
  readonly jobs: readonly Job[];
  readonly pace?: OutboxPace;
  readonly jobPace?: JobPace;
  readonly troubles?: CurrentTroubles;
  /** Nothing is posted before this resolves. If left out, posting begins at once. */
  readonly connected?: Promise<unknown>;
  readonly onRun?: NonNullable<JobParts['onRun']>;
}

export interface Messages extends JobSchedule {
  /** Posts what is in the outbox; resolves once nothing more can be posted yet. */
  sendNow(): Promise<void>;
}

/** Runs the jobs when they are due, and posts everything in the outbox. */
export function startMessages(parts: MessagesParts): Messages {
  const holder = newHolder();
  const { pace = usualPace, jobPace = usualJobPace } = parts;
  const jobs = startJobs(parts.jobs, { ...parts, holder, jobPace });
  let outbox: OutboxWorker | null = null;
  let isStopped = false;
  const beginSending = () => {
    if (!isStopped) outbox = startOutbox({ ...parts, pace, holder });
  };
  if (parts.connected === undefined) beginSending();
  // Whoever connects tells why that failed.
  else parts.connected.then(beginSending, () => undefined);
  return {
    runNow: jobs.runNow,
    async sendNow() {
      await outbox?.sendNow();
    },
    async stop() {
      isStopped = true;
      await jobs.stop();
      await outbox?.stop();
    },
  };
}
