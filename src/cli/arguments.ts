import { InvalidArgumentError } from 'commander';
import { addDays, type Day, isDay } from '#core/time/day.ts';
import { lastDay, type Period } from '#core/time/period.ts';

/** Arguments that contradict each other. The message says how; the exit code is that of an unknown option. */
export class WrongUsage extends Error {}

/**
 * The days from `--from` to `--to`, both included, with the ends of `otherwise` for those left out.
 *
 * @throws WrongUsage when there are no such days by `today`, or only `--to` is given.
 */
export function askedPeriod({ from, to }: { from?: Day; to?: Day }, otherwise: Period, today: Day): Period {
  if (from === undefined && to !== undefined) throw new WrongUsage('--to needs --from.');
  const period = { from: from ?? otherwise.from, to: to === undefined ? otherwise.to : addDays(to, 1) };
  if (lastDay(period) > today) throw new WrongUsage(`--to ${lastDay(period)} is in the future; today is ${today} (UTC).`);
  if (period.to <= period.from) throw new WrongUsage(`--from ${period.from} is after ${lastDay(period)}.`);
  return period;
}

/** The days from `from` to `to`, both included. */
export function givenPeriod({ from, to }: { from: Day; to: Day }): Period {
  if (from > to) throw new WrongUsage(`--from ${from} is after --to ${to}.`);
  return { from, to: addDays(to, 1) };
}

/** A day as an argument, `2026-11-21`. */
export function dayArgument(text: string): Day {
  if (!isDay(text)) throw new InvalidArgumentError(`Expected a day that exists, written 2026-11-21.`);
  return text;
}

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
