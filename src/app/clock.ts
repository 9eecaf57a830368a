import type { Clock } from '#core/time/day.ts';

/** The system clock. This is the only place that reads it. */
export const systemClock: Clock = () => new Date();
