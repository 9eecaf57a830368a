import type { Clock } from '#core/time/day.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { type Job, type JobPace, type JobParts, type JobSchedule, startJobs, usualJobPace } from '#delivery/jobs/jobs.ts';
import { newHolder } from '#delivery/jobs/lease.ts';
import { type OutboxPace, usualPace } from '#delivery/outbox/send-entry.ts';
import { startOutbox } from '#delivery/outbox/worker.ts';
import type { Messenger } from '#delivery/slack/messenger.ts';
import { correctionJob } from '#features/digests/correction-job.ts';
import { type DigestJobParts, digestJob } from '#features/digests/digest-job.ts';
import { renderPosted } from '#features/posted-view.ts';
import type { Logger } from '#log.ts';
import type { ChartConfig } from '#show/charts/chart-config.ts';

export interface MessagesParts extends AskParts, DigestJobParts {
  readonly messenger: Messenger;
  drawChart(config: ChartConfig): Promise<Uint8Array>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What else is done by the clock. */
  readonly otherJobs?: readonly Job[];
  readonly pace?: OutboxPace;
  readonly jobPace?: JobPace;
  readonly onRun?: NonNullable<JobParts['onRun']>;
}

export interface Messages extends JobSchedule {
  /** Posts now what is in the outbox; resolves when nothing is left that can be posted yet. */
  sendNow(): Promise<void>;
}

/** Everything that spendbot says without being asked: makes digests when they are due, and posts what is in the outbox. */
export function startMessages(parts: MessagesParts): Messages {
  const holder = newHolder();
  const { otherJobs = [], pace = usualPace, jobPace = usualJobPace } = parts;
  const jobs = startJobs([digestJob(parts), correctionJob(parts), ...otherJobs], { ...parts, holder, jobPace });
  const outbox = startOutbox({ ...parts, render: renderPosted, pace, holder });
  return {
    runNow: jobs.runNow,
    sendNow: outbox.sendNow,
    async stop() {
      await jobs.stop();
      await outbox.stop();
    },
  };
}
