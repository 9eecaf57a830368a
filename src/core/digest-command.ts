import type { Instant } from './day.ts';
import type { DigestTime, Rhythm } from './digest-slot.ts';
import { nearestOf } from './grammar/edit-distance.ts';
import { parseQuery } from './grammar/parse-query.ts';
import { isTimeZone, minutesOfTime } from './local-time.ts';
import type { Names } from './names.ts';
import type { Filter, Problem } from './query.ts';

/** What can be said of a digest; what was not said is left out. A channel of null is the one where it is said. */
export type DigestSettings = Partial<DigestTime> & { readonly filters?: readonly Filter[]; readonly channelId?: string | null };

/** What `/spend digest …` asks for. */
export type DigestCommand =
  | { readonly do: 'list' }
  | { readonly do: 'create'; readonly settings: DigestSettings & { readonly rhythm: Rhythm } }
  | { readonly do: 'change'; readonly number: number; readonly settings: DigestSettings }
  | { readonly do: 'pause' | 'resume' | 'remove'; readonly number: number }
  | { readonly do: 'preview'; readonly rhythm: Rhythm; readonly filters: readonly Filter[] }
  /** Of a digest that is set up. */
  | { readonly do: 'preview one'; readonly number: number };

export interface DigestContext {
  readonly now: Instant;
  readonly names: Names;
  /** The time zones to suggest from. */
  readonly timeZones: readonly string[];
}

const rhythmWords: ReadonlyMap<string, Rhythm> = new Map([
  ['daily', 'daily'],
  ['day', 'daily'],
  ['weekly', 'weekly'],
  ['week', 'weekly'],
  ['monthly', 'monthly'],
  ['month', 'monthly'],
]);

const verbs: ReadonlyMap<string, 'pause' | 'resume' | 'remove' | 'change' | 'preview' | 'list'> = new Map([
  ...(['pause', 'resume', 'remove', 'change', 'preview', 'list'] as const).map(verb => [verb, verb] as const),
  ['stop', 'pause'],
  ['start', 'resume'],
  ['delete', 'remove'],
  ['edit', 'change'],
  ['show', 'preview'],
]);

const example = 'digest daily at 9:00 Europe/Berlin';
const longestCommand = 1000;

/**
 * Reads `digest …`. Nothing is guessed: words that are not understood are named, with the nearest command that is. Nothing that
 * can be typed makes it throw.
 */
export function parseDigestCommand(text: string, context: DigestContext): DigestCommand | Problem {
  if (text.length > longestCommand) return problem(`A command has at most ${longestCommand} characters; this one has ${text.length}.`);
  const rest = text.trim().replace(/^digests?\s*/i, '');
  if (rest === '') return { do: 'list' };
  const [, first = '', after = ''] = /^(\S+)\s*([\s\S]*)$/.exec(rest) ?? [];
  const rhythm = rhythmWords.get(first.toLowerCase());
  if (rhythm) {
    const settings = settingsOf(after, context);
    return isProblem(settings) ? settings : { do: 'create', settings: { ...settings, rhythm } };
  }
  const verb = verbs.get(first.toLowerCase());
  if (verb === undefined) return unknownWord(first, after);
  if (verb === 'list') return after === '' ? { do: 'list' } : problem(`${quoted(after)} is not understood.`, 'digest');
  return verb === 'preview' ? preview(after, context) : withNumber(verb, after, context);
}

function preview(text: string, context: DigestContext): DigestCommand | Problem {
  const [, first = '', after = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  const number = numberOf(first);
  if (number !== null && after === '') return { do: 'preview one', number };
  const rhythm = rhythmWords.get(first.toLowerCase());
  if (rhythm === undefined) return problem('Say which digest to show: daily, weekly or monthly.', 'digest preview daily');
  const filters = filtersOf(after, context);
  return isProblem(filters) ? filters : { do: 'preview', rhythm, filters: filters ?? [] };
}

function withNumber(verb: 'pause' | 'resume' | 'remove' | 'change', text: string, context: DigestContext): DigestCommand | Problem {
  const [, first = '', after = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  const number = numberOf(first);
  if (number === null)
    return problem(`Say which digest to ${verb}, by its number in the list, for example \`digest ${verb} 1\`.`, 'digest');
  if (verb !== 'change')
    return after === '' ? { do: verb, number } : problem(`${quoted(after)} is not understood.`, `digest ${verb} ${number}`);
  const [, second = '', others = ''] = /^(?:to\s+)?(\S+)\s*([\s\S]*)$/i.exec(after) ?? [];
  const rhythm = rhythmWords.get(second.toLowerCase());
  const settings = settingsOf(rhythm ? others : after, context);
  if (isProblem(settings)) return settings;
  if (rhythm === undefined && Object.keys(settings).length === 0)
    return problem('Say what to change: the time, the time zone, the scope or the channel.', `digest change ${number} at 9:00`);
  return { do: 'change', number, settings: rhythm ? { ...settings, rhythm } : settings };
}

/** A time, a time zone, a channel and a scope, in any order, the scope last of what it could swallow. */
function settingsOf(text: string, context: DigestContext): DigestSettings | Problem {
  const { text: withoutNames, names } = withoutQuotes(text);
  let left = withoutNames.replace(/\bon\s+(?:mondays?|the\s+(?:1st|first))(?=\s|$)/i, ' ');
  let settings: DigestSettings = {};
  const channel = /(?:\b(?:in|to)\s+)?<#([A-Z0-9]{1,30})(?:\|[^>]*)?>/.exec(left);
  if (channel?.[1]) {
    settings = { ...settings, channelId: channel[1] };
    left = left.replace(channel[0], ' ');
  } else if (/(?:^|\s)(?:in\s+)?(?:here|this channel)(?=\s|$)/i.test(left)) {
    settings = { ...settings, channelId: null };
    left = left.replace(/(?:^|\s)(?:in\s+)?(?:here|this channel)(?=\s|$)/i, ' ');
  }
  const named = /(?:^|\s)(?:in\s+)?(#\S+)/.exec(left);
  if (named?.[1])
    return problem(`Slack did not say which channel ${quoted(named[1])} is: pick it from the list that opens when you type #.`);
  const time = /(?:^|\s)(?:at\s+)(\S+)(?:\s+([ap]m)(?=\s|$))?|(?:^|\s)(\d{1,2}:\d{2})(?:\s*([ap]m))?(?=\s|$)/i.exec(left);
  if (time) {
    const minutes = minutesSaid(`${time[1] ?? time[3] ?? ''}${time[2] ?? time[4] ?? ''}`);
    if (minutes === null) return problem(`${quoted(time[0].trim())} is no time of a day; write it as 9:00 or 18:30.`, example);
    settings = { ...settings, minutes };
    const [before, after] = [left.slice(0, time.index), left.slice(time.index + time[0].length)];
    const zone = zoneSaid(after, context.timeZones);
    if (zone !== null && isProblem(zone)) return zone;
    if (zone) settings = { ...settings, timeZone: zone.timeZone };
    left = `${before} ${zone ? zone.left : after}`;
  } else {
    const zone = zoneSaid(left, context.timeZones);
    if (zone !== null && isProblem(zone)) return zone;
    if (zone) {
      settings = { ...settings, timeZone: zone.timeZone };
      left = zone.left;
    }
  }
  const filters = filtersOf(names(left.trim()), context);
  if (isProblem(filters)) return filters;
  return filters === null ? settings : { ...settings, filters };
}

/** The time zone that a text begins with; null where it begins with something else. */
function zoneSaid(text: string, timeZones: readonly string[]): { timeZone: string; left: string } | Problem | null {
  const match = /^\s*(?:in\s+)?([A-Za-z][\w+-]*(?:\/[\w+-]+)*)(?=\s|$)/.exec(text);
  const word = match?.[1] ?? '';
  if (match === null || /^(?:for|on|only|without|excluding|except|every|in)$/i.test(word)) return null;
  if (isTimeZone(word) && (word.includes('/') || /^(?:utc|gmt)$/i.test(word)))
    return { timeZone: canonical(word, timeZones), left: text.slice(match[0].length) };
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
    nearest ? `digest daily at 9:00 ${nearest}` : example,
  );
}

function canonical(zone: string, timeZones: readonly string[]): string {
  return timeZones.find(known => known.toLowerCase() === zone.toLowerCase()) ?? (/^(?:utc|gmt)$/i.test(zone) ? 'Etc/UTC' : zone);
}

/** The filters of a scope such as `for project Search`; null where nothing is said. */
function filtersOf(text: string, { now, names }: DigestContext): readonly Filter[] | Problem | null {
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

function unknownWord(word: string, after: string): Problem {
  const known = [...rhythmWords.keys(), ...verbs.keys()].map(name => [name, name] as const);
  const nearest = nearestOf(word.toLowerCase(), known, 2);
  return problem(
    `${quoted(word)} is not understood${nearest ? `: did you mean \`digest ${nearest}\`?` : '. A digest is daily, weekly or monthly.'}`,
    nearest ? `digest ${nearest} ${after}`.trim() : example,
  );
}

function numberOf(text: string): number | null {
  const match = /^#?(\d{1,9})$/.exec(text);
  return match ? Number(match[1]) : null;
}

function quoted(text: string): string {
  return `\`${text.replaceAll('`', '').slice(0, 100)}\``;
}

function problem(words: string, suggestion: string | null = null): Problem {
  return { problem: words, suggestion, choices: [] };
}

function isProblem(value: object | null): value is Problem {
  return value !== null && 'problem' in value;
}
