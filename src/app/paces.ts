import { usualLimitPace } from '#collect/openai/shared-starts.ts';
import { usualHoldPace } from '#collect/source-lease.ts';
import { usualJobPace } from '#delivery/jobs/jobs.ts';
import { usualPace } from '#delivery/outbox/send-entry.ts';
import { usualConnectPace } from './connect-slack.ts';

export const usualPaces = {
  limit: usualLimitPace,
  hold: usualHoldPace,
  jobs: usualJobPace,
  outbox: usualPace,
  connect: usualConnectPace,
} as const;

/** The timing of everything the bot does on its own. Tests use shorter times. */
export type Paces = typeof usualPaces;
