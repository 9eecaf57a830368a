import { nearestOf } from '#core/query/edit-distance.ts';
import type { Filter, Problem } from '#core/query/query.ts';
import {
  type DigestContext,
  type DigestSettings,
  example,
  filtersSaid,
  isProblem,
  problem,
  quoted,
  settingsSaid,
} from './digest-settings.ts';
import type { Rhythm } from './slot.ts';

/** What `/spend digest …` asks for. */
export type DigestCommand =
  | { readonly do: 'list' }
  | { readonly do: 'create'; readonly settings: DigestSettings & { readonly rhythm: Rhythm } }
  | { readonly do: 'change'; readonly number: number; readonly settings: DigestSettings }
  | { readonly do: 'pause' | 'resume' | 'remove'; readonly number: number }
  | { readonly do: 'preview'; readonly rhythm: Rhythm; readonly filters: readonly Filter[] }
  /** Of a digest that is set up. */
  | { readonly do: 'preview one'; readonly number: number };

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

const longestCommand = 1000;

/**
 * Reads `digest …`. Nothing is guessed: words that are not understood are named, with the nearest command that is. Nothing that
 * can be typed makes it throw.
 */
export function parseDigestCommand(text: string, known: Omit<DigestContext, 'typed'>): DigestCommand | Problem {
  const read = commandSaid(text, { ...known, typed: text.trim() });
  if (!isProblem(read) || read.suggestion === null) return read;
  const suggested = commandSaid(read.suggestion, { ...known, typed: read.suggestion });
  return isProblem(suggested) ? { ...read, suggestion: null } : read;
}

function commandSaid(text: string, context: DigestContext): DigestCommand | Problem {
  if (text.length > longestCommand) return problem(`A command has at most ${longestCommand} characters; this one has ${text.length}.`);
  const rest = text.trim().replace(/^digests?\s*/i, '');
  if (rest === '') return { do: 'list' };
  const [, first = '', after = ''] = /^(\S+)\s*([\s\S]*)$/.exec(rest) ?? [];
  const rhythm = rhythmWords.get(first.toLowerCase());
  if (rhythm) {
    const settings = settingsSaid(after, context);
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
  const filters = filtersSaid(after, context);
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
  const settings = settingsSaid(rhythm ? others : after, context);
  if (isProblem(settings)) return settings;
  if (rhythm === undefined && Object.keys(settings).length === 0)
    return problem('Say what to change: the time, the time zone, the scope or the channel.', `digest change ${number} at 9:00`);
  return { do: 'change', number, settings: rhythm ? { ...settings, rhythm } : settings };
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
