import { addDays, dayOf, type Instant } from '#core/time/day.ts';
import { openDatabase } from '#data/database/open.ts';
import { defaultSpikeNanoUsd } from '#features/alerts/rule.ts';
import { createAlertRule } from '#features/alerts/rules-store.ts';
import { openDays } from '#features/alerts/watch-finding.ts';
import { createBudget } from '#features/setup/budgets-store.ts';
import type { Message } from './slack/message.ts';
import type { SlackStandIn } from './slack/stand-in.ts';
import { untilPosted } from './until-posted.ts';

const channelId = 'C0MLCOSTS';
const dollar = 1_000_000_000n;

/**
 * A spike alert and a monthly budget that an admin set up two weeks ago. The made-up team's spike is within those two weeks,
 * so the bot reports it once the history is collected.
 */
export async function setUpAlerts(databaseUrl: string, now: Instant): Promise<void> {
  const since = addDays(dayOf(now), 1 - openDays);
  const change = { by: 'U0ELIF', at: now };
  const database = await openDatabase(databaseUrl);
  try {
    const spike = { kind: 'spike', channelId, amountNanoUsd: defaultSpikeNanoUsd, hours: null, filters: [] } as const;
    await createAlertRule(database, spike, since, { ...change, what: `set up: spike of at least $20, in ${channelId}` });
    const budget = { amountNanoUsd: 6_000n * dollar, period: 'month', filters: [], thresholds: [50, 80, 100], channelId } as const;
    await createBudget(database, budget, since, {
      ...change,
      what: `set up: $6,000 per month for everything, warns at 50, 80, 100%, in ${channelId}`,
    });
  } finally {
    await database.destroy();
  }
}

/** Resolves once the spike alert is in its channel, or when `signal` aborts. */
export function untilSpikeAlert(slack: SlackStandIn, signal: AbortSignal): Promise<void> {
  const isIt = ({ blocks }: Message) => /cost .* a usual /.test(JSON.stringify(blocks)) && JSON.stringify(blocks).includes('"incident:');
  return untilPosted(slack, { channel: channelId, what: 'The spike alert', isIt }, signal);
}
