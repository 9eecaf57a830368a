import { nearestOf } from '#core/query/edit-distance.ts';
import { parseQuery } from '#core/query/parse-query.ts';
import type { Filter, Problem } from '#core/query/query.ts';
import type { Instant } from '#core/time/day.ts';
import { isTimeZone, minutesOfTime } from '#core/time/local-time.ts';
import type { Names } from '#core/usage/names.ts';
import type { DigestTime } from './slot.ts';

/** What can be said of a digest; what was not said is left out. A channel of null is the one where it is said. */
export type DigestSettings = Partial<DigestTime> & { readonly filters?: readonly Filter[]; readonly channelId?: string | null };

export interface DigestContext {
  readonly now: Instant;
  readonly names: Names;
  /** The whole command. */
  readonly typed: string;
  /** The time zones to suggest from. */
  readonly timeZones: readonly string[];
}

export const example = 'digest daily at 9:00 Europe/Berlin';

/** A time, a time zone, a channel and a scope, in any order; the time zone follows the time where both are said. */
export function settingsSaid(text: string, context: DigestContext): DigestSettings | Problem {
  const { text: withoutNames, names } = withoutQuotes(text);
  const channel = channelSaid(withoutNames.replace(/\bon\s+(?:mondays?|the\s+(?:1st|first))(?=\s|$)/i, ' '));
  if (isProblem(channel)) return channel;
  const time = timeSaid(channel.left);
  if (isProblem(time)) return time;
  const zone = zoneSaid(time.after, context);
  if (isProblem(zone)) return zone;
  const filters = filtersSaid(names(`${time.before} ${zone.left}`.trim()), context);
  if (isProblem(filters)) return filters;
  return { ...channel.settings, ...time.settings, ...zone.settings, ...(filters === null ? {} : { filters }) };
}

interface Said {
  readonly settings: DigestSettings;
  /** What is left of the text. */
  readonly left: string;
}

function channelSaid(text: string): Said | Problem {
  const linked = /(?:\b(?:in|to)\s+)?<#([A-Z0-9]{1,30})(?:\|[^>]*)?>/.exec(text);
  if (linked?.[1]) return { settings: { channelId: linked[1] }, left: text.replace(linked[0], ' ') };
  const here = /(?:^|\s)(?:in\s+)?(?:here|this channel)(?=\s|$)/i;
  if (here.test(text)) return { settings: { channelId: null }, left: text.replace(here, ' ') };
  const named = /(?:^|\s)(?:in\s+)?(#\S+)/.exec(text);
  if (!named?.[1]) return { settings: {}, left: text };
  return problem(`Slack did not say which channel ${quoted(named[1])} is: pick it from the list that opens when you type #.`);
}

/** Where no time is said, all of the text is `after`. */
function timeSaid(text: string): { settings: DigestSettings; before: string; after: string } | Problem {
  const match = /(?:^|\s)at\s+(\S+)(?:\s+([ap]m)(?=\s|$))?|(?:^|\s)(\d{1,2}:\d{2})(?:\s*([ap]m))?(?=\s|$)/i.exec(text);
  if (!match) return { settings: {}, before: '', after: text };
  const minutes = minutesSaid(`${match[1] ?? match[3] ?? ''}${match[2] ?? match[4] ?? ''}`);
  if (minutes === null) return problem(`${quoted(match[0].trim())} is no time of a day; write it as 9:00 or 18:30.`, example);
  return { settings: { minutes }, before: text.slice(0, match.index), after: text.slice(match.index + match[0].length) };
}

/** The time zone that a text begins with. */
function zoneSaid(text: string, { timeZones, typed }: DigestContext): Said | Problem {
  const match = /^\s*(?:in\s+)?([A-Za-z][\w+-]*(?:\/[\w+-]+)*)(?=\s|$)/.exec(text);
  const word = match?.[1] ?? '';
  if (match === null || /^(?:for|on|only|without|excluding|except|everything|all)$/i.test(word)) return { settings: {}, left: text };
  if (isTimeZone(word) && (word.includes('/') || /^(?:utc|gmt)$/i.test(word)))
    return { settings: { timeZone: canonical(word, timeZones) }, left: text.slice(match[0].length) };
  const folded = word.toLowerCase();
  const city = timeZones.find(zone => zone.toLowerCase().split('/').at(-1) === folded);
  const nearest =
    city ??
    nearestOf(
      folded,
      timeZones.map(zone => [zone.toLowerCase(), zone] as const),
      3,
    );
  return problem(
    `${quoted(word)} is no time zone${nearest ? `: did you mean \`${nearest}\`?` : '; write it as Europe/Berlin or America/New_York.'}`,
    nearest ? typed.replace(word, nearest) : example,
  );
}

function canonical(zone: string, timeZones: readonly string[]): string {
  return timeZones.find(known => known.toLowerCase() === zone.toLowerCase()) ?? (/^(?:utc|gmt)$/i.test(zone) ? 'Etc/UTC' : zone);
}

/** The filters of a scope such as `for project Search`; null where nothing is said. */
export function filtersSaid(text: string, { now, names }: DigestContext): readonly Filter[] | Problem | null {
  if (text === '') return null;
  if (/^(?:for\s+)?(?:everything|all)$/i.test(text)) return [];
  if (!/^(?:for|on|only|without|excluding|except)\s/i.test(text)) return problem(`${quoted(text)} is not understood.`, example);
  const read = parseQuery(text, { now, names });
  if ('problem' in read) return { ...read.problem, suggestion: null, choices: [] };
  const { by, top, versus, metric, form, filters, period } = read.query;
  const plain = parseQuery('', { now, names });
  const isPeriodSaid = !('query' in plain) || plain.query.period.from !== period.from || plain.query.period.to !== period.to;
  if (filters.length === 0 || by.length > 0 || top !== null || versus !== null || metric !== 'cost' || form !== 'default' || isPeriodSaid)
    return problem(`${quoted(text)}: a digest’s scope is made of projects, models, keys or people alone.`, example);
  return filters;
}

/** `9:00`, `9`, `9am`, `6:30pm` as minutes since midnight. */
function minutesSaid(text: string): number | null {
  const [, time = '', half] = /^(.*?)([ap]m)?$/i.exec(text) ?? [];
  const minutes = minutesOfTime(time);
  if (minutes === null || half === undefined) return minutes;
  const hours = Math.floor(minutes / 60);
  if (hours < 1 || hours > 12) return null;
  return (hours % 12) * 60 + (minutes % 60) + (half.toLowerCase() === 'pm' ? 720 : 0);
}

/** Names in quotes are put aside, so that nothing in them is taken for a time or a channel. */
function withoutQuotes(text: string): { text: string; names(text: string): string } {
  const kept: string[] = [];
  const without = text.replace(/["“”][^"“”]*["“”]/g, quote => `\ue000${kept.push(quote) - 1}\ue000`);
  return { text: without, names: other => other.replace(/\ue000(\d+)\ue000/g, (_, index: string) => kept[Number(index)] ?? '') };
}

export function quoted(text: string): string {
  return `\`${text.replaceAll('`', '').slice(0, 100)}\``;
}

export function problem(words: string, suggestion: string | null = null): Problem {
  return { problem: words, suggestion, choices: [] };
}

export function isProblem(value: object | null): value is Problem {
  return value !== null && 'problem' in value;
}
