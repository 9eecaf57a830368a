import { addDays, type Day, firstOfMonth, type Instant, mondayOf, startOf } from '#core/time/day.ts';
import { largestOffsetMinutes, localDayOf, localInstant } from '#core/time/local-time.ts';
import { addUnits, type Period } from '#core/time/period.ts';

export const rhythms = ['daily', 'weekly', 'monthly'] as const;
export type Rhythm = (typeof rhythms)[number];

export interface DigestTime {
  readonly rhythm: Rhythm;
  /** Minutes since midnight, in the time zone. */
  readonly minutes: number;
  readonly timeZone: string;
}

export interface DigestSlot {
  /** The local day: any, a Monday, or the 1st. */
  readonly localDay: Day;
  readonly dueAt: Instant;
  /** What it reports: a UTC day, Monday to Sunday, or a month. */
  readonly period: Period;
}

/**
 * The latest slot that is due at `now`. A daily digest reports the last UTC day that is over at its time: yesterday at 9:00 in Berlin,
 * the day before at 9:00 in Kiritimati, still yesterday in UTC. The zone's summer time decides all year, so no day is reported twice
 * or skipped when clocks change. Weekly and monthly ones are due on Monday or the 1st, or when the UTC week or month ends, if later.
 */
export function latestSlot(time: DigestTime, now: Instant): DigestSlot {
  // When the UTC week or month ends, the local day may still be the one before.
  for (let localDay = startOfRhythm(time.rhythm, localDayOf(now, time.timeZone)); ; localDay = slotsLater(time.rhythm, localDay, -1)) {
    const slot = slotOn(time, localDay);
    if (slot.dueAt <= now) return slot;
  }
}

/** {@link latestSlot} with a cache: the same few times are checked every few seconds. */
export function rememberedLatestSlot(): typeof latestSlot {
  const known = new Map<string, { readonly slot: DigestSlot; readonly until: Instant }>();
  return (time, now) => {
    const key = `${time.rhythm} ${time.minutes} ${time.timeZone}`;
    const found = known.get(key);
    if (found && found.slot.dueAt <= now && now < found.until) return found.slot;
    const slot = latestSlot(time, now);
    known.set(key, { slot, until: slotOn(time, slotsLater(time.rhythm, slot.localDay, 1)).dueAt });
    return slot;
  };
}

/** The first slot that is due after `now`. */
export function nextSlot(time: DigestTime, now: Instant): DigestSlot {
  return slotOn(time, slotsLater(time.rhythm, latestSlot(time, now).localDay, 1));
}

/** The slot of the digest on a local day when it is due. */
export function slotOn({ rhythm, minutes, timeZone }: DigestTime, localDay: Day): DigestSlot {
  const atItsTime = localInstant(localDay, minutes, timeZone);
  if (rhythm === 'daily') {
    const ahead = Math.floor((minutes - largestOffsetMinutes(localDay, timeZone)) / 1440);
    const reported = addDays(localDay, ahead - 1);
    return { localDay, dueAt: atItsTime, period: { from: reported, to: addDays(reported, 1) } };
  }
  const period = { from: slotsLater(rhythm, localDay, -1), to: localDay };
  const end = startOf(period.to);
  return { localDay, dueAt: atItsTime < end ? end : atItsTime, period };
}

/** The slot that reports `period`, a day, week or month of the digest's rhythm. */
export function slotReporting(time: DigestTime, period: Period): DigestSlot {
  if (time.rhythm !== 'daily') return slotOn(time, period.to);
  const near = [0, 1, 2].map(days => slotOn(time, addDays(period.from, days)));
  return near.find(slot => slot.period.from === period.from) ?? slotOn(time, period.to);
}

/** The local days of the slots between two, excluding both. */
export function slotsBetween(rhythm: Rhythm, first: Day, last: Day): Day[] {
  const between: Day[] = [];
  for (let day = slotsLater(rhythm, first, 1); day < last; day = slotsLater(rhythm, day, 1)) between.push(day);
  return between;
}

/** The last whole day, week or month before `day`; with `holding`, the one that contains it. */
export function reportedPeriod(rhythm: Rhythm, day: Day, which: 'before' | 'holding'): Period {
  const start = startOfRhythm(rhythm, day);
  const from = which === 'holding' ? start : slotsLater(rhythm, start, -1);
  return { from, to: slotsLater(rhythm, from, 1) };
}

function startOfRhythm(rhythm: Rhythm, day: Day): Day {
  if (rhythm === 'daily') return day;
  return rhythm === 'weekly' ? mondayOf(day) : firstOfMonth(day);
}

/** The local day of the slot `count` slots later, or earlier below zero. */
function slotsLater(rhythm: Rhythm, localDay: Day, count: number): Day {
  return rhythm === 'daily' ? addDays(localDay, count) : addUnits(rhythm === 'weekly' ? 'week' : 'month', localDay, count);
}
