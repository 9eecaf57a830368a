import type { Clock } from '#core/time/day.ts';

/** The machine's clock: the one place where the time is made. */
export const systemClock: Clock = () => new Date();
