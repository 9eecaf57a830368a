import { addDays, type Clock, dayOf, type Instant } from '#core/time/day.ts';

const hourMs = 60 * 60_000;
/** UTC. A digest at nine in Europe is posted at seven or eight. */
const morningHour = 9;

/** A clock that can be moved ahead and keeps running from there. */
export interface MovableClock {
  readonly now: Clock;
  /** Moves it ahead to `moment`. A moment in the past changes nothing. */
  moveTo(moment: Instant): void;
}

/** Runs as `clock` does until it is moved. */
export function createMovableClock(clock: Clock): MovableClock {
  let aheadMs = 0;
  const now = () => new Date(clock().getTime() + aheadMs);
  return {
    now,
    moveTo(moment) {
      aheadMs += Math.max(0, moment.getTime() - now().getTime());
    },
  };
}

/** The full hours after `now` through nine o'clock (UTC) of the next day. */
export function hoursUntilTomorrowMorning(now: Instant): Instant[] {
  const morning = new Date(`${addDays(dayOf(now), 1)}T${String(morningHour).padStart(2, '0')}:00:00Z`);
  const hours: Instant[] = [];
  for (let at = Math.floor(now.getTime() / hourMs) * hourMs + hourMs; at <= morning.getTime(); at += hourMs) hours.push(new Date(at));
  return hours;
}
