import { InvalidArgumentError } from 'commander';
import { type Day, isDay } from '#core/time/day.ts';

/** A day as an argument, `2026-11-21`. */
export function dayArgument(text: string): Day {
  if (!isDay(text)) throw new InvalidArgumentError(`Expected a day that exists, written 2026-11-21.`);
  return text;
}

/** A whole number of days, at least 1. */
export function daysArgument(text: string): number {
  const days = Number(text);
  if (!/^\d{1,4}$/.test(text) || days < 1) throw new InvalidArgumentError('Expected a whole number of days, at least 1.');
  return days;
}

/** An ISO time as an argument: `2026-11-22T12:00:00Z`. Without a zone it is UTC; a day alone is its midnight. */
export function timeArgument(text: string): Date {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(text);
  const [, day = '', time = '00:00', zone = 'Z'] = match ?? [];
  const moment = new Date(`${day}T${time}${zone}`);
  if (!isDay(day) || Number.isNaN(moment.getTime())) throw new InvalidArgumentError('Expected an ISO time, such as 2026-11-22T12:00:00Z.');
  return moment;
}
