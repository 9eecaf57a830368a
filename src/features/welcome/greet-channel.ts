import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { AskedPeriod, Filter } from '#core/query/query.ts';
import { addDays, dayOf, firstOfMonth, type Instant } from '#core/time/day.ts';
import { daysBefore, unitHolding } from '#core/time/period.ts';
import type { Dimension } from '#core/usage/dimensions.ts';
import { namesPeople } from '../access/channel-scope.ts';
import type { AlertParts } from '../access/manager.ts';
import { answer } from '../answers/answer.ts';
import type { AnswerView } from '../answers/view.ts';
import { scopeBudget } from '../setup/scope-budget.ts';
import { hasCard, offerCard } from './channel-cards-store.ts';
import { suggestedBudget } from './suggested-budget.ts';
import type { ChannelCardView } from './view.ts';

export interface Greeted {
  readonly channelId: string;
  /** The Slack id of who invited spendbot. */
  readonly inviter: string;
  /** The channel's scope. */
  readonly within: readonly Filter[];
}

/** Posts a channel's card, once and never again. A channel that shows single people, when only admins may see them, gets none. */
export async function greetChannel(parts: AlertParts, { channelId, inviter, within }: Greeted, now: Instant): Promise<void> {
  if (namesPeople(within) && parts.peopleVisible === 'admins') return;
  if (await hasCard(parts.database, channelId)) return;
  await offerCard(parts.database, await channelCardOf(parts, channelId, within, now), inviter, now);
}

async function channelCardOf(parts: AlertParts, channelId: string, within: readonly Filter[], now: Instant): Promise<ChannelCardView> {
  const today = dayOf(now);
  const ask = (period: AskedPeriod, by: readonly Dimension[] = []) =>
    answer(parts, { metric: 'cost', period, by, filters: [], top: null, versus: null, form: 'default' }, now, within);
  const week = await ask({ ...daysBefore(today, 7), calendar: null }, ['model']);
  const lastMonth = await ask({ ...unitHolding('month', addDays(firstOfMonth(today), -1)), calendar: 'month' });
  const hasBudget = (await scopeBudget(parts.database, within, 'month')) !== null;
  const budgetNanoUsd = hasBudget
    ? null
    : suggestedBudget(
        lastMonth.missingDays.length === 0
          ? lastMonth.total.costNanoUsd
          : larger(lastMonth, await ask({ ...daysBefore(today, 30), calendar: null })),
      );
  return { kind: 'channel card', channelId, week, budgetNanoUsd, answers: [], declinedBy: null };
}

/** Of a month that is not known in full, the last thirty days may say more. */
function larger({ total: a }: AnswerView, { total: b }: AnswerView): NanoUsd {
  return a.costNanoUsd > b.costNanoUsd ? a.costNanoUsd : b.costNanoUsd;
}
