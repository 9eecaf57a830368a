import { type LimitPace, usualLimitPace } from '#collect/openai/shared-starts.ts';
import { type HoldPace, usualHoldPace } from '#collect/source-lease.ts';
import { type JobPace, usualJobPace } from '#delivery/jobs/jobs.ts';
import { type OutboxPace, usualPace } from '#delivery/outbox/send-entry.ts';
import { type ConnectPace, usualConnectPace } from './connect-slack.ts';

/** The timing of everything the bot does on its own. Tests use shorter times. */
export interface Paces {
  readonly limit: LimitPace;
  readonly hold: HoldPace;
  readonly jobs: JobPace;
  readonly outbox: OutboxPace;
  readonly connect: ConnectPace;
}

export const usualPaces: Paces = {
  limit: usualLimitPace,
  hold: usualHoldPace,
  jobs: usualJobPace,
  outbox: usualPace,
  connect: usualConnectPace,
};
