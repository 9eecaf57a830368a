import { divideHalfEven } from '#core/money/nano-usd.ts';
import { type Day, daysBetween } from '#core/time/day.ts';
import { formatDayAndYear, formatDays } from '#core/time/format-day.ts';
import { cutOfEndpoint } from '#core/usage/billed-row.ts';
import { type DayChange, movedNanoUsd } from '#core/usage/day-change.ts';
import { formatCount, formatDifference, formatPercent, formatUsd, isUnderACent } from '#show/format-figures.ts';
import { dayRuns, momentText, plural, withoutYearOf } from '#show/phrases.ts';
import { differenceOf, differencePercent, type Gap, type GapReason } from './gap.ts';
import type { ChangesSince } from './view.ts';

/** Parts named for each gap; the rest are counted. */
const namedParts = 5;

/** A gap in words: the amounts, the reason, and the days and parts where it shows, with years only where they are not that of `today`. */
export function gapLines(gap: Gap, today: Day, named = (subject: string) => subject): { title: string; reason: string; where: string } {
  const part = onlyPart(gap);
  return {
    title: `${gapSubject({ ...gap, subject: named(gap.subject) })}${part === '' ? '' : `, ${part}`}: ${amountsOf(gap)}`,
    reason: gap.reason === 'late' ? lateSentence(gap) : sentenceOf(gap, gap.reason),
    where: [daysOf(gap, today), ...(part === '' ? partsOf(gap) : [])].join('; '),
  };
}

/** The one part that a gap is of, as `input tokens`; empty for several, or for all of its subject. A table has all that a model costs. */
export function onlyPart({ parts: [only, ...more] }: Gap): string {
  return only === undefined || more.length > 0 || only.name === 'everything' ? '' : only.name;
}

/** With one side only, the difference is all of it. */
function amountsOf(gap: Gap): string {
  const { billedNanoUsd, estimatedNanoUsd } = gap;
  const billed = `billed ${formatUsd(billedNanoUsd)}`;
  if (estimatedNanoUsd === 0n) return `${billed}, nothing estimated`;
  const percent = differencePercent(gap);
  const difference = formatDifference(differenceOf(gap)) + (percent === null ? '' : ` (${formatPercent(percent)})`);
  return `${billed}, estimated ${formatUsd(estimatedNanoUsd)}: ${difference}`;
}

/** `18–23 Nov`; days that are not in a row are counted: `21 days of 26 Oct – 23 Nov`. */
function daysOf({ days }: Gap, today: Day): string {
  const [first = '', last = first] = [days[0], days.at(-1)];
  const run = withoutYearOf(formatDays(first, last), today);
  return daysBetween(first, last) === days.length - 1 ? run : `${plural(days.length, 'day')} of ${run}`;
}

/** A model, a tool, a line item or the rest of a day, in words. */
export function gapSubject({ subject, days, reason }: Gap): string {
  // Gaps reported on their own line are not counted here.
  if (reason === 'late' && subject === '') return `the rest of ${dayRuns(days)}`;
  return subject.startsWith('ft:') ? `models fine-tuned from ${subject.slice('ft:'.length)}` : subject || '(no name)';
}

function lateSentence(gap: Gap): string {
  const what = differenceOf(gap) < 0n ? 'the bill was not complete yet' : 'the usage was not complete yet';
  return `Late data: the day was read before it had settled, and ${what}. It will be read again`;
}

function sentenceOf(gap: Gap, reason: Exclude<GapReason, 'late'>): string {
  const { billedNanoUsd, estimatedNanoUsd } = gap;
  if (reason === 'unpriced') return unpricedSentence(gap);
  if (reason !== 'below list price' || estimatedNanoUsd <= 0n) return sentences[reason];
  const percent = divideHalfEven(billedNanoUsd * 100n, estimatedNanoUsd);
  return sentences[reason].replace(':', `, at ${percent}% of it:`);
}

/** With the amount that answers have and a check's estimate has not. */
function unpricedSentence({ billedNanoUsd, estimatedNanoUsd }: Gap): string {
  const start = estimatedNanoUsd === 0n ? 'No list price' : 'No list price for part of it';
  const amount = estimatedNanoUsd === 0n ? `this ${formatUsd(billedNanoUsd)}` : 'that part';
  return `${start}: the estimate leaves out ${amount}; other answers price it as billed. Add a price under "prices" in spendbot.yml`;
}

const sentences: Readonly<Record<Exclude<GapReason, 'late' | 'unpriced'>, string>> = {
  credit: 'A credit from OpenAI, which no usage shows',
  'line item': 'No model: the line item names no model and no tool, so no usage can be set against it',
  tool: 'Not billed by the token: calls, sessions and storage have free amounts and prices of their own',
  'no usage': 'OpenAI bills it, but reports no usage of it',
  'not billed': 'OpenAI reports the usage, but does not bill it: complimentary tokens, or a bill still to come',
  'other day': 'Billed on another day than it was used: over all days it evens out',
  tier: 'Service tier: batch, flex or priority is billed at another price than estimated, or only one side names the tier',
  'long context': 'Long context: long requests cost more, and a day of usage does not say how long its requests were',
  residency: 'Perhaps data residency: the bill is 10% above the list price',
  'free tokens': 'Free tokens: counted as usage, but billed at $0, all of them or as many as are free each day',
  'below list price': 'Below list price: a negotiated rate or a discount (set it under "prices" in spendbot.yml), or a price that fell',
  price:
    'Billed at another price than the price book has: a negotiated one (set it under "prices" in spendbot.yml), or one that has changed',
};

/** The parts of a gap, unless its only part is the whole gap. */
function partsOf({ parts }: Gap): string[] {
  if (parts.length === 1 && parts[0]?.name === 'everything') return [];
  const visible = parts.filter(part => !isUnderACent(differenceOf(part)));
  const more = visible.length - namedParts;
  const named = visible.slice(0, namedParts).map(part => `${part.name} ${formatDifference(differenceOf(part))}`);
  return more > 0 ? [...named, `${more} more`] : named;
}

/** Moves listed; the rest are counted. */
const listedMoves = 50;

/** A line for each: `12 Nov 2026, billed by project: $100.00 → $110.00 (+$10.00), read 21 Nov 2026, 09:07 UTC; it had settled`. */
export function changeLines({ moves }: ChangesSince): string[] {
  if (moves.length === 0) return ['Nothing that was read after its day had ended'];
  const more = moves.length - listedMoves;
  return [...moves.slice(0, listedMoves).map(lineOf), ...(more > 0 ? [`… and ${more} more`] : [])];
}

function lineOf(move: ChangesSince['moves'][number]): string {
  const read = `read ${momentText(move.readAt.toISOString())}`;
  const settled = move.hadSettled ? 'it had settled' : 'it had not settled';
  return `${formatDayAndYear(move.day)}, ${nameOf(move)}: ${[costText(move), ...countText(move)].join(', ')}, ${read}; ${settled}`;
}

function nameOf({ source, endpoint }: DayChange): string {
  const cut = cutOfEndpoint(endpoint);
  return `${source} ${cut === null ? `${endpoint} estimated` : `billed by ${cut}`}`;
}

function costText(move: DayChange): string {
  const [before, after] = [move.before, move.after].map(({ nanoUsd }) => (nanoUsd === null ? 'unpriced' : formatUsd(nanoUsd)));
  return `${before} → ${after} (${formatDifference(movedNanoUsd(move))})`;
}

function countText({ before, after }: DayChange): string[] {
  return (['requests', 'tokens'] as const).flatMap(name => {
    const [from, to] = [before[name], after[name]];
    return from === null || to === null || from === to ? [] : [`${formatCount(from)} → ${formatCount(to)} ${name}`];
  });
}
