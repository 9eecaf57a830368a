import type { Instant } from '#core/time/day.ts';
import { type ProblemView, problemView } from '#show/plain-views.ts';
import { type Managing, notAllowed } from '../access/manager.ts';
import { manageAlerts } from '../alerts/manage-rules.ts';
import { defaultSpikeNanoUsd } from '../alerts/rule.ts';
import { manageBudgets } from '../budgets/manage-budgets.ts';
import { manageDigests } from '../digests/manage-digests.ts';
import type { Parts, Press } from '../feature.ts';
import { defaultThresholds } from '../setup/budget.ts';
import { changeCard, channelCard } from './channel-cards-store.ts';
import { type CardAnswer, type CardChoice, type ChannelCardView, cardChoices } from './view.ts';

const maxTries = 5;
const nineOClock = 9 * 60;

/** Sets up what the button of a channel's card offers, for people who may change things, and shows it on the card. */
export async function pressCard(parts: Parts, { value, asker, timeZone, channelId }: Press, now: Instant): Promise<ProblemView | null> {
  const refused = await notAllowed(asker);
  if (refused) return refused;
  const choice = cardChoices.find(one => one === value) ?? null;
  const card = await channelCard(parts.database, channelId);
  if (card === null || (choice === null && value !== 'none')) return problemView('This button is not understood.');
  if (!isOffered(card.view, choice)) return problemView('Somebody was faster: this is decided already.');
  const problem = choice === null ? null : await setUpChoice({ parts, manager: asker, text: '', now }, choice, card.view, timeZone);
  return problem ?? record(parts, { channelId, choice, by: asker.slackUserId, timeZone }, now);
}

function isOffered({ answers, declinedBy }: ChannelCardView, choice: CardChoice | null): boolean {
  return declinedBy === null && answers.every(answered => answered.choice !== choice);
}

/** The problem if it could not be set up, as the command would say it. */
async function setUpChoice(
  managing: Managing & { readonly parts: Parts },
  choice: CardChoice,
  { channelId, budgetNanoUsd }: ChannelCardView,
  timeZone: string,
): Promise<ProblemView | null> {
  const { parts, manager } = managing;
  const filters = manager.within;
  if (choice === 'digest') {
    const settings = { rhythm: 'daily', minutes: nineOClock, timeZone, filters, channelId } as const;
    return problemOf(await manageDigests(managing, { do: 'create', settings }));
  }
  const view =
    choice === 'spikes'
      ? await manageAlerts(managing, {
          do: 'create',
          rule: { kind: 'spike', amountNanoUsd: defaultSpikeNanoUsd, hours: null, filters, channelId },
        })
      : budgetNanoUsd === null
        ? problemView('This button is not understood.')
        : await manageBudgets(managing, {
            do: 'create',
            budget: { amountNanoUsd: budgetNanoUsd, period: 'month', thresholds: defaultThresholds, filters, channelId },
          });
  const problem = problemOf(view);
  if (problem === null) await parts.watchesChanged();
  return problem;
}

function problemOf(view: { readonly kind: string } | ProblemView): ProblemView | null {
  return 'problem' in view ? view : null;
}

interface Decided {
  readonly channelId: string;
  /** Null for "No thanks". */
  readonly choice: CardChoice | null;
  readonly by: string;
  readonly timeZone: string;
}

async function record({ database }: Parts, { channelId, choice, by, timeZone }: Decided, now: Instant): Promise<ProblemView | null> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const card = await channelCard(database, channelId);
    if (card === null || !isOffered(card.view, choice)) return null;
    const answered: CardAnswer[] = choice === null ? [] : [{ choice, by, ...(choice === 'digest' ? { timeZone } : {}) }];
    const view = { ...card.view, answers: [...card.view.answers, ...answered], declinedBy: choice === null ? by : null };
    const what = `card in ${channelId}: ${choice ?? 'no thanks'}`;
    if (await changeCard(database, { view, revision: card.revision }, { by, what, now })) return null;
  }
  return problemView('This card is changing right now. Try again.');
}
