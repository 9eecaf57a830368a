import { ascending } from '#core/ascending.ts';
import { formatUsd } from '#show/format-figures.ts';
import { weekdayAndDay } from '#show/phrases.ts';
import type { AnswerView } from './view.ts';

/** With fewer days, none is usual. */
const fewestDays = 7;

/** Of a cost by day, the only day over twice the middle one: `Fri 13 Nov stands out: $916.24; no other day cost more than $203.54.` */
export function outlierSentence({ query, series, missingDays }: Pick<AnswerView, 'query' | 'series' | 'missingDays'>): string | null {
  if (query.metric !== 'cost' || query.by.join() !== 'day') return null;
  const known = series.filter(({ day }) => !missingDays.includes(day));
  const [first, second, ...rest] = known.toSorted((a, b) => ascending(b.costNanoUsd, a.costNanoUsd));
  const middle = [first, second, ...rest][Math.floor(known.length / 2)];
  if (first === undefined || second === undefined || middle === undefined || known.length < fewestDays) return null;
  const isAbove = (costNanoUsd: bigint) => costNanoUsd > 2n * middle.costNanoUsd;
  if (!isAbove(first.costNanoUsd) || isAbove(second.costNanoUsd)) return null;
  return `${weekdayAndDay(first.day)} stands out: ${formatUsd(first.costNanoUsd)}; no other day cost more than ${formatUsd(second.costNanoUsd)}.`;
}
