import { zoneName } from '#core/time/local-time.ts';
import type { ChartConfig } from '#show/charts/chart-config.ts';
import { formatPercent, formatUsd, formatUsdInWords } from '#show/format-figures.ts';
import { shortDays, withinNote } from '#show/phrases.ts';
import { sourceNotes } from '#show/source-notes.ts';
import { answerChart } from '../answers/chart.ts';
import { chartAltText } from '../answers/chart-alt-text.ts';
import { leadSentence } from '../answers/lead-change.ts';
import { nothingIsKnown } from '../answers/view.ts';
import { dearDaySentence } from '../answers/words.ts';
import type { CardAnswer, CardChoice, ChannelCardView } from './view.ts';

export const cardHeadline = 'Hi, I report what OpenAI costs';

/** `The last 7 days: $1,187.20, +3% against the 7 days before.`, with the dear day or what accounts for it, or that nothing is known yet. */
export function weekSentence({ week }: ChannelCardView): string {
  if (nothingIsKnown(week)) return 'Nothing of the last 7 days was collected yet.';
  const { changePercent } = week.previous;
  const change = changePercent === null ? '' : `, ${formatPercent(changePercent)} against the 7 days before`;
  const lead = leadSentence(week);
  const total = `The last 7 days: ${formatUsd(week.total.costNanoUsd)}${change}.`;
  return [total, ...dearDaySentence(week), ...(lead === null ? [] : [lead])].join(' ');
}

/** Titled with the same; without an average, which would be of days before those shown. */
export function cardPicture({ week }: ChannelCardView): { config: ChartConfig; altText: string } | null {
  if (nothingIsKnown(week)) return null;
  const caption = { title: `The last 7 days: ${formatUsd(week.total.costNanoUsd)}`, lastBars: week.series.length, comparedWith: null };
  return { config: answerChart(week, caption), altText: chartAltText(week) };
}

/** The text of a choice's button; null if there is nothing to offer. */
export function choiceLabel(choice: CardChoice, { budgetNanoUsd }: ChannelCardView): string | null {
  if (choice === 'digest') return 'Daily digest at 9:00';
  if (choice === 'spikes') return 'Watch for spikes';
  return budgetNanoUsd === null ? null : `Warn at ${formatUsdInWords(budgetNanoUsd)} a month`;
}

/** What a choice set up: `A digest is posted here every day at 9:00 (Europe/Berlin)`. */
export function answerWords({ choice, timeZone }: CardAnswer, { budgetNanoUsd }: ChannelCardView): string {
  if (choice === 'digest') return `A digest is posted here every day at 9:00${timeZone === undefined ? '' : ` (${zoneName(timeZone)})`}`;
  if (choice === 'spikes') return 'A spike is reported here';
  return `A budget of ${formatUsdInWords(budgetNanoUsd ?? 0n)} a month warns here`;
}

const howToAsk = 'Ask me anything: /spend help';

/** Two lines: what the figures cover and how fresh they are, and how to ask. */
export function cardNotes({ week }: ChannelCardView): string[] {
  const missing = week.missingDays.length > 0 ? [`Not collected yet: ${shortDays(week.missingDays, week.dataThrough)}`] : [];
  return [[...withinNote(week.within), ...missing, ...sourceNotes(week)].join(' · '), howToAsk];
}
