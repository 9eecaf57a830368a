import { keptIn } from '../kept-in.ts';
import { keyOf } from '../key-of.ts';
import { type Day, dayOf, hourMs, type Instant, minuteMs, startOf } from './day.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether `zone` is an IANA time zone, such as `Europe/Berlin`. */
export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

export function localDayOf(instant: Instant, zone: string): Day {
  return dayOf(new Date(instant.getTime() + offsetMs(instant, zone)));
}

/**
 * When clocks in `zone` show `minutes` past midnight on the local `day`. A time skipped in spring moves as far past the
 * change (02:30 becomes 03:30); of a time that happens twice, the first.
 */
export function localInstant(day: Day, minutes: number, zone: string): Instant {
  const shown = startOf(day).getTime() + minutes * minuteMs;
  const before = offsetMs(new Date(shown - 24 * hourMs), zone);
  const after = offsetMs(new Date(shown + 24 * hourMs), zone);
  const moments = [...new Set([shown - before, shown - after])].sort((a, b) => a - b);
  const real = moments.find(moment => moment + offsetMs(new Date(moment), zone) === shown);
  return new Date(real ?? shown - before);
}

/** The largest UTC offset of `zone` in the year of `day`, in minutes: the summer one, if it has summer time. */
export function largestOffsetMinutes(day: Day, zone: string): number {
  const year = day.slice(0, 4);
  return keptIn(largestOffsets, keyOf(zone, year), () => {
    const firsts = Array.from({ length: 12 }, (_, month) => startOf(`${year}-${String(month + 1).padStart(2, '0')}-01`));
    return Math.max(...firsts.map(first => offsetMs(first, zone))) / minuteMs;
  });
}

/** A few zones and years, looked up every few seconds. */
const largestOffsets = new Map<string, number>();

/** `9:00`, `09:30` or `18` as minutes past midnight. Null when it is not a time of day. */
export function minutesOfTime(text: string): number | null {
  const match = /^(\d{1,2})(?::(\d{2}))?$/.exec(text);
  const [hours, minutes] = [Number(match?.[1]), Number(match?.[2] ?? 0)];
  return match && hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}

/** Minutes past midnight as `09:00`. */
export function timeText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** The local date and time in `zone` at `instant`: `2026-11-22 09:00`. */
export function localText(instant: Instant, zone: string): string {
  return new Date(instant.getTime() + offsetMs(instant, zone)).toISOString().slice(0, 16).replace('T', ' ');
}

/** The offset of `zone` at `instant`, as people write it: `UTC−5`, `UTC+5:30`. */
export function utcOffset(instant: Instant, zone: string): string {
  const minutes = Math.round(offsetMs(instant, zone) / minuteMs);
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

/** The UTC offset of `zone`, which Intl writes as `GMT-03:30`, or plain `GMT` for none. */
function offsetMs(instant: Instant, zone: string): number {
  const [, sign, hours = 0, minutes = 0, seconds = 0] = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(formatOf(zone).format(instant)) ?? [];
  const size = Number(hours) * hourMs + Number(minutes) * minuteMs + Number(seconds) * 1000;
  return sign === '-' ? -size : size;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  return keptIn(formats, zone, () => new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }));
}

/** A time zone as people write it: `Europe/Berlin`, `UTC`. */
export function zoneName(zone: string): string {
  return zone === 'Etc/UTC' ? 'UTC' : zone;
}
