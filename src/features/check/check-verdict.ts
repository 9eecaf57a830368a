import { absolute } from '#core/money/nano-usd.ts';
import { addDays } from '#core/time/day.ts';
import { formatDays } from '#core/time/format-day.ts';
import { lengthInDays } from '#core/time/period.ts';
import { formatDifference, formatShare, formatUsd, isUnderACent } from '#show/format-figures.ts';
import { plural } from '#show/phrases.ts';
import { shortModels } from '#show/short-models.ts';
import { shorten } from '#show/shorten.ts';
import { daysWithoutYear } from '../verdict/incomplete.ts';
import {
  byDifference,
  type Compared,
  differenceOf,
  differencePercent,
  type Gap,
  type GapReason,
  isOverOnePercent,
  sumOfCompared,
} from './gap.ts';
import { gapSubject, onlyPart } from './gap-words.ts';
import type { CheckView, SourceCheck } from './view.ts';

/**
 * The result of a check: that both agree, or how far they are apart and what explains most of it. The rules are in `docs/verdicts.md`.
 * `named` is what models are called; programs want their ids.
 */
export function checkVerdict(view: CheckView, named = shortModelsOf(view)): string {
  const withBill = view.sources.filter(({ hasBill }) => hasBill);
  if (view.sources.length === 0) return 'Cannot compare: nothing was collected yet.';
  if (withBill.length === 0) return 'Cannot compare: billed cost needs an admin key, so all cost is estimated.';
  if (view.notBilledBy.length > 0) return `Cannot compare: OpenAI’s bill is not split by ${view.notBilledBy.join(' or ')}.`;
  const compared = withBill.flatMap(({ reconciliation }) => (reconciliation === null ? [] : [reconciliation]));
  if (compared.length === 0)
    return `Cannot compare: there is no day in ${formatDays(view.from, view.to)} of which both the usage and the bill were collected.`;
  const total = sumOfCompared(compared);
  const gaps = compared
    .flatMap(reconciliation => reconciliation.gaps)
    .map(gap => ({ ...gap, subject: named(gap.subject) }))
    .toSorted(byDifference);
  const sentence = withBill.some(lacksComparedRows) ? incompleteWords(total) : gaps.length === 0 ? agreement(total) : apart(total, gaps);
  return [sentence, ...notCompared(view, withBill)].join(' ');
}

/** What sentences call its models. */
export function shortModelsOf({ sources }: CheckView): (model: string) => string {
  const compared = sources.flatMap(({ reconciliation }) => reconciliation ?? []);
  return shortModels(compared.flatMap(({ byModel, gaps }) => [...byModel.map(({ name }) => name), ...gaps.map(({ subject }) => subject)]));
}

/** Whether rows are missing from days that were compared. */
function lacksComparedRows({ leftOut = [], comparedDays }: SourceCheck): boolean {
  return leftOut.some(({ part, day }) => part === '' && comparedDays.includes(day));
}

function notCompared({ from, to }: CheckView, sources: readonly SourceCheck[]): string[] {
  const days = lengthInDays({ from, to: addDays(to, 1) });
  const left = sources.reduce((sum, { comparedDays }) => sum + days - comparedDays.length, 0);
  return left === 0 ? [] : [`${plural(left, 'day')} could not be compared.`];
}

function incompleteWords({ billedNanoUsd, estimatedNanoUsd }: Compared): string {
  return `OpenAI billed ${formatUsd(billedNanoUsd)} against ${formatUsd(estimatedNanoUsd)} estimated; rows were left out, so whether the two agree is not known.`;
}

function agreement(total: Compared): string {
  const { billedNanoUsd, estimatedNanoUsd } = total;
  if (billedNanoUsd === 0n && estimatedNanoUsd === 0n) return 'Nothing was billed, and nothing was estimated.';
  const difference = differenceOf(total);
  if (difference === 0n || isUnderACent(difference)) return `Estimated and billed agree to the cent: ${formatUsd(billedNanoUsd)}.`;
  if (isOverOnePercent(total)) return `${billedWords(total)}, but nothing differs by more than 1% and $1.`;
  return `Estimated and billed agree ${closeness(total)}: ${formatUsd(billedNanoUsd)} billed, ${formatUsd(estimatedNanoUsd)} estimated.`;
}

/** With gaps: how far apart both are, and the largest parts of it with their amounts, until little is left or four are named. */
function apart(total: Compared, gaps: readonly Gap[]): string {
  const parts = [...Map.groupBy(gaps, gap => `${gap.reason} ${differenceOf(gap) > 0n}`).values()]
    .map(own => ({ own, ...sumOfCompared(own) }))
    .sort(byDifference);
  const sizeOf = (some: typeof parts) => some.reduce((sum, part) => sum + absolute(differenceOf(part)), 0n);
  const count = parts.findIndex((_, index) => index === mostParts || (index > 0 && sizeOf(parts.slice(index)) * 10n < sizeOf(parts)));
  const named = count < 0 ? parts : parts.slice(0, count);
  const rest = differenceOf(total) - differenceOf(sumOfCompared(named));
  const isRestTold = !isUnderACent(rest) && absolute(rest) * 10n > absolute(differenceOf(total));
  const [first, ...others] = named;
  if (first !== undefined && others.length === 0 && !isRestTold) return `${billedWords(total)}: ${nameOfAll(first.own)}.`;
  const words = named.map(part => `${nameOfAll(part.own)} ${formatDifference(differenceOf(part))}`);
  return `${billedWords(total)}: ${[...words, ...(isRestTold ? [`everything else ${formatDifference(rest)}`] : [])].join(', ')}.`;
}

const mostParts = 4;

/** Gaps of one reason: `o3 input tokens (long requests)`, `below list price (gpt-5, o3 and 2 more)`. */
function nameOfAll([first, second, ...others]: readonly Gap[]): string {
  if (first === undefined) return '';
  if (second === undefined) return nameOf(first);
  const names = [first, second].map(gap => shorten(gapSubject(gap), longestName));
  return `${reasonWords[first.reason]} (${others.length === 0 ? names.join(' and ') : `${names.join(', ')} and ${others.length} more`})`;
}

const longestName = 60;

/** `o3 input tokens (long requests)`. */
function nameOf(gap: Gap): string {
  const whole = gap.subject === '' && gap.reason === 'late' ? daysWithoutYear(gap.days) : gapSubject(gap);
  const part = gap.reason === 'late' ? '' : onlyPart(gap).replaceAll(',', '');
  const subject = `${shorten(whole, longestName)} ${part}`.trimEnd();
  return gap.reason === 'credit' ? subject : `${subject} (${reasonWords[gap.reason]})`;
}

/** `OpenAI billed $105.00, $5.00 (4.8%) more than estimated`. */
function billedWords(total: Compared): string {
  const difference = differenceOf(total);
  const billed = `OpenAI billed ${formatUsd(total.billedNanoUsd)}`;
  if (difference === 0n || isUnderACent(difference)) return `${billed}, as estimated, but only in sum`;
  const percent = differencePercent(total) === null ? '' : ` (${percentWords(total)})`;
  return `${billed}, ${formatUsd(absolute(difference))}${percent} ${difference > 0n ? 'more' : 'less'} than estimated`;
}

/** `to 0.2%`. */
function closeness(total: Compared): string {
  const percent = percentWords(total);
  return percent === '0%' ? 'within 0.1%' : `to ${percent}`;
}

function percentWords(total: Compared): string {
  return formatShare(Math.abs(differencePercent(total) ?? 0) / 100);
}

const reasonWords: Readonly<Record<GapReason, string>> = {
  unpriced: 'no list price',
  late: 'read before it had settled',
  credit: 'a credit',
  'line item': 'of no model',
  tool: 'tools have prices of their own',
  'no usage': 'no usage is reported',
  'not billed': 'not billed',
  'other day': 'billed on another day',
  tier: 'service tier',
  'long context': 'long requests',
  residency: 'perhaps data residency',
  'free tokens': 'free tokens',
  'below list price': 'below list price',
  price: 'another price than in the book',
};
