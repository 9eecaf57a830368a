import type { Day } from '#core/time/day.ts';
import { formatDay, formatMonth, formatQuarter } from '#core/time/format-day.ts';
import { type CalendarUnit, calendarUnits, mostDaysByDay, startOfUnit } from '#core/time/period.ts';
import type { TimeUnit } from '#core/usage/dimensions.ts';

/**
 * `labels`, each cut in the middle to fit `width` pixels: the end of a model id matters as much as the start.
 * Duplicates get a number. Widths are estimates on the wide side; we cannot measure here.
 */
export function shortLabels(labels: readonly string[], width: number, textSize: number): string[] {
  const seen = new Set<string>();
  return labels.map(label => {
    let short = shorten(label, width, textSize);
    for (let number = 2; seen.has(short); number++) {
      const mark = ` ${number}`;
      short = shorten(label, width - roughWidth(mark, textSize), textSize) + mark;
    }
    seen.add(short);
    return short;
  });
}

function shorten(label: string, width: number, textSize: number): string {
  const characters = [...label.replaceAll(/\s+/g, ' ').trim()];
  let short = characters.join('');
  for (let kept = characters.length - 1; kept > 0 && roughWidth(short, textSize) > width; kept--) {
    const end = Math.floor(kept / 2);
    short = `${characters.slice(0, kept - end).join('')}…${characters.slice(characters.length - end).join('')}`;
  }
  return short;
}

/** `pieces` joined by dots in at most two lines: breaks between pieces, else words; else cut. Estimated like {@link shortLabels}. */
export function twoLines(pieces: readonly string[], width: number, textSize: number): string[] {
  const byPiece = fill(pieces, ' · ', width, textSize);
  if (byPiece.length <= 2 && byPiece.every(line => roughWidth(line, textSize) <= width)) return byPiece;
  const [first = '', ...rest] = fill(pieces.join(' · ').split(/\s+/), ' ', width, textSize);
  return [first, ...(rest.length > 0 ? [rest.join(' ')] : [])].map(line => cut(line, width, textSize));
}

function fill(parts: readonly string[], between: string, width: number, textSize: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = `${lines.at(-1)}${between}${part}`;
    if (lines.length > 0 && roughWidth(longer, textSize) <= width) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}

function cut(line: string, width: number, textSize: number): string {
  if (roughWidth(line, textSize) <= width) return line;
  const characters = [...line];
  while (characters.length > 0 && roughWidth(`${characters.join('')}…`, textSize) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

function roughWidth(text: string, textSize: number): number {
  return [...text].reduce((width, character) => width + textSize * emWidth(character), 0);
}

/** The width of a character in Inter, relative to the text size, rounded up by kind. Other alphabets count as the widest. */
function emWidth(character: string): number {
  if (character === ' ') return 0.3;
  if (/[iIjlt!',.:;|`·]/.test(character)) return 0.36;
  if (/[fr1()[\]/\\{}]/.test(character)) return 0.44;
  if (/[a-z_"^*?–-]/.test(character) && !/[mw]/.test(character)) return 0.62;
  if (/[0-9=<>$&+]/.test(character)) return 0.68;
  return /[A-Z]/.test(character) && !/[MW]/.test(character) ? 0.8 : 1;
}

/** Values on an axis: evenly spaced, round (1, 2 or 5 times a power of ten), with zero. At most eight; two if there is nothing to show. */
export function axisValues(lowest: bigint, highest: bigint, unit: bigint): bigint[] {
  const bottom = lowest < 0n ? lowest : 0n;
  const top = highest > 0n ? highest : 0n;
  if (top === bottom) return [0n, unit];
  const step = roundStep(ceilDivide(top - bottom, 5n));
  const first = -ceilDivide(-bottom, step);
  const last = ceilDivide(top, step);
  return Array.from({ length: Number(last - first) + 1 }, (_, index) => (first + BigInt(index)) * step);
}

/** The smallest round number from `least` up. */
function roundStep(least: bigint): bigint {
  const power = 10n ** BigInt(String(least).length - 1);
  return [1n, 2n, 5n, 10n].map(digit => digit * power).find(step => step >= least) ?? least;
}

function ceilDivide(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}

/** One point on a time axis. */
export interface TimePoint {
  /** Unique on the axis. */
  readonly label: string;
  /** Indexes of its days. */
  readonly indexes: readonly number[];
}

/** More than this is drawn by month. */
const mostDaysByWeek = 371;

/** `days` in a row as bars: days, weeks (from Monday) or months. One that is only partly covered is labeled by those days. */
export function bucketsOf(days: readonly Day[]): { unit: TimeUnit; buckets: TimePoint[] } {
  const unit = days.length <= mostDaysByDay ? 'day' : days.length <= mostDaysByWeek ? 'week' : 'month';
  return { unit, buckets: pointsBy(unit, days) };
}

/**
 * `days` in a row as at most `limit` points, in the finest unit that fits: days, weeks from Monday, months, quarters or
 * years. A partly covered unit is labeled by its first covered day.
 *
 * @throws RangeError when they span more than `limit` years.
 */
export function timePoints(days: readonly Day[], limit: number): TimePoint[] {
  for (const unit of ['day', ...calendarUnits] as const) {
    const points = pointsBy(unit, days);
    if (points.length <= limit) return points;
  }
  throw new RangeError(`${days.length} days do not fit into ${limit} years`);
}

function pointsBy(unit: 'day' | CalendarUnit, days: readonly Day[]): TimePoint[] {
  const points = Map.groupBy(days.keys(), index => startOfUnit(days[index] ?? '', unit));
  return [...points.values()].map(indexes => ({ label: labelOf(unit, days[indexes[0] ?? 0] ?? ''), indexes }));
}

function labelOf(unit: 'day' | CalendarUnit, day: Day): string {
  if (unit === 'day' || unit === 'week') return formatDay(day);
  if (unit === 'month') return formatMonth(day);
  return unit === 'quarter' ? formatQuarter(day) : day.slice(0, 4);
}
