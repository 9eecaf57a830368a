import { keyOf } from '#core/key-of.ts';
import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import { type Day, daysBetween } from '#core/time/day.ts';
import { formatDay, formatDayAndYear } from '#core/time/format-day.ts';
import { cutOfEndpoint } from '#core/usage/billed-row.ts';
import { type LeftOut, type LeftOutAmount, sumsByCurrency } from '#core/usage/left-out.ts';
import { formatUsd, withTrueMinus } from './format-figures.ts';
import { plural } from './phrases.ts';

const mostReasons = 5;
const mostRuns = 5;

/**
 * What was left out, in a sentence: `left out of 27 Nov: 1 billed row, €11.00 (amount.currency is not USD)`. Null if nothing was. Years
 * are named if there are several.
 */
export function leftOutText(leftOut: readonly LeftOut[]): string | null {
  if (leftOut.length === 0) return null;
  const alike = [...Map.groupBy(leftOut, entry => keyOf(rowNoun(entry), endpointOf(entry), entry.part, entry.why)).values()];
  const more = alike.slice(mostReasons).reduce((sum, same) => sum + rowsOf(same), 0);
  const shown = alike.slice(0, mostReasons).flatMap(same => same.slice(0, 1).map(first => reasonText(first, same)));
  const days = [...new Set(leftOut.map(({ day }) => day))].sort();
  return `left out of ${runsText(days)}: ${[...shown, ...(more > 0 ? [plural(more, 'more row')] : [])].join('; ')}`;
}

/** The sentence as a note of its own; none if nothing was left out. */
export function leftOutNotes({ leftOut = [] }: { readonly leftOut?: readonly LeftOut[] }): string[] {
  const text = leftOutText(leftOut);
  return text === null ? [] : [`L${text.slice(1)}`];
}

/** For `--json`. */
export function leftOutJson({ leftOut = [] }: { readonly leftOut?: readonly LeftOut[] }) {
  return leftOut.map(({ source, endpoint, day, rows, part, why, amounts }) => ({
    ...{ day, source, endpoint, rows, part: part === '' ? 'row' : part, why },
    amounts: amounts.map(({ nano, currency }) => ({ amount: decimalFromNanoUsd(nano), currency })),
  }));
}

/** The field of a view that holds what was left out; absent if nothing was. */
export function leftOutOfView(leftOut: readonly LeftOut[]): { readonly leftOut?: readonly LeftOut[] } {
  return leftOut.length === 0 ? {} : { leftOut };
}

/** `1 billed row, €11.00 (amount.currency is not USD)`, `quantity of 2 billed rows (quantity is not a decimal number)`. */
function reasonText(first: LeftOut, same: readonly LeftOut[]): string {
  const rows = plural(rowsOf(same), rowNoun(first));
  const of = endpointOf(first);
  const amounts = sumsByCurrency(same.flatMap(entry => entry.amounts)).map(amount => `, ${amountText(amount)}`);
  return `${first.part === '' ? '' : `${first.part} of `}${rows}${of === '' ? '' : ` of ${of}`}${amounts.join('')} (${first.why})`;
}

/** The organization's usage endpoint; empty for a bill and for the key-only usage, which has one for each member. */
function endpointOf({ endpoint }: LeftOut): string {
  return endpoint.startsWith('usage') || cutOfEndpoint(endpoint) !== null ? '' : endpoint;
}

function rowNoun({ endpoint }: LeftOut): string {
  return cutOfEndpoint(endpoint) === null ? 'usage row' : 'billed row';
}

function rowsOf(leftOut: readonly LeftOut[]): number {
  return leftOut.reduce((sum, { rows }) => sum + rows, 0);
}

/** `€11.00`, `−$5.00`. */
function amountText({ nano, currency }: LeftOutAmount): string {
  if (currency === 'USD') return formatUsd(nano);
  const decimal = decimalFromNanoUsd(nano) as `${number}`;
  return withTrueMinus(new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(decimal));
}

/** `27 Nov`, `20–23 Nov, 27 Nov`. */
function runsText(days: readonly Day[]): string {
  const runs: { first: Day; last: Day; days: number }[] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && daysBetween(run.last, day) === 1) Object.assign(run, { last: day, days: run.days + 1 });
    else runs.push({ first: day, last: day, days: 1 });
  }
  const isOneYear = new Set(days.map(day => day.slice(0, 4))).size === 1;
  const format = isOneYear ? formatDay : formatDayAndYear;
  const more = runs.slice(mostRuns).reduce((sum, run) => sum + run.days, 0);
  const shown = runs.slice(0, mostRuns).map(({ first, last }) => {
    if (first === last) return format(last);
    return first.slice(0, 7) === last.slice(0, 7) ? `${Number(first.slice(8))}–${format(last)}` : `${format(first)} – ${format(last)}`;
  });
  return shown.join(', ') + (more > 0 ? ` and ${plural(more, 'more day')}` : '');
}
