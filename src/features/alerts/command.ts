import type { ParseContext } from '#core/query/parse-query.ts';
import { isProblem, named, problem } from '#core/query/problems.ts';
import type { Problem } from '#core/query/query.ts';
import { commandOf, notUnderstood, numberAt } from '#core/query/read-command.ts';
import { type Question, textAt } from '#core/query/words.ts';
import { readSettings, type SettingName, type Settings, settingWords } from '../setup/command-settings.ts';
import { type AlertKind, type AlertRule, defaultSilentHours, defaultSpikeNanoUsd } from './rule.ts';

/** What `/spend alerts …` asks for. A channel of null is the one where it is said. */
export type AlertCommand =
  | { readonly do: 'list' }
  | { readonly do: 'create'; readonly rule: Omit<AlertRule, 'channelId'> & { readonly channelId: string | null } }
  | { readonly do: 'change'; readonly number: number; readonly changes: Settings }
  | { readonly do: 'pause' | 'resume' | 'remove'; readonly number: number }
  /** Ends what is watched of this kind for the channel. */
  | { readonly do: 'off'; readonly kind: AlertKind; readonly channelId: string | null }
  | { readonly do: 'forecast'; readonly isOn: boolean }
  | { readonly do: 'test'; readonly channelId: string | null };

/** How each kind is called in a command, and what can be said of it. */
const forms: Readonly<Record<AlertKind, { readonly words: readonly string[]; readonly allowed: readonly SettingName[] }>> = {
  day: { words: ['day'], allowed: ['amountNanoUsd', 'filters', 'channelId'] },
  spike: { words: ['spike'], allowed: ['amountNanoUsd', 'filters', 'channelId'] },
  silent: { words: ['silent'], allowed: ['hours', 'channelId'] },
  unpriced: { words: ['unpriced'], allowed: ['channelId'] },
  'new model': { words: ['new', 'model'], allowed: ['channelId'] },
  'new key': { words: ['new', 'key'], allowed: ['channelId'] },
};

const example =
  'alerts spike over $20, alerts day over $100, alerts silent 6h, alerts unpriced, alerts new model on, alerts new key on, alerts forecast on, alerts test';
const firstWords = ['list', 'change', 'pause', 'resume', 'remove', 'test', 'forecast', 'day', 'spike', 'silent', 'unpriced', 'new'];

/** Reads `alerts …`: what to watch, with its clauses in any order, or what to do with one that is listed. Never throws. */
export function parseAlertCommand(text: string, context: ParseContext): AlertCommand | Problem {
  const question = commandOf(text, context);
  if (isProblem(question)) return question;
  const isUnderstood = (suggestion: string): boolean => !isProblem(understand(suggestion, context));
  const read = understand(text, context);
  if (!isProblem(read) || !('unknown' in read)) return read;
  return notUnderstood(
    question,
    read.unknown,
    read.unknown === 1 ? firstWords : [...secondWords, ...settingWords],
    isUnderstood,
    read.problem,
  );
}

const secondWords = ['model', 'key', 'off', 'on'];

/** A problem with the index of the word that is not understood, for which the nearest one can be suggested. */
type Unknown = Problem & { readonly unknown: number };

function understand(text: string, context: ParseContext): AlertCommand | Problem | Unknown {
  const question = commandOf(text, context);
  if (isProblem(question)) return question;
  const verb = textAt(question, 1);
  if (question.words.length <= 1 || (['list', 'show'].includes(verb) && question.words.length === 2)) return { do: 'list' };
  if (verb === 'pause' || verb === 'resume') return numbered(question, verb);
  if (verb === 'remove' || verb === 'delete') return numbered(question, 'remove');
  if (verb === 'change' || verb === 'edit') return change(question);
  if (verb === 'test') return inChannel(question, 2, channelId => ({ do: 'test', channelId }));
  if (verb === 'forecast') return forecast(question);
  const at = ['add', 'create', 'watch'].includes(verb) ? 2 : 1;
  const kind = kindAt(question, at);
  if (kind === null) return unknownAt(Math.min(verb === 'new' ? at + 1 : at, question.words.length - 1));
  return create(question, at + forms[kind].words.length, kind);
}

function kindAt(question: Question, at: number): AlertKind | null {
  const names = Object.entries(forms) as [AlertKind, (typeof forms)[AlertKind]][];
  const singular = (index: number) => textAt(question, index).replace(/s$/, '');
  return names.find(([, { words }]) => words.every((word, offset) => singular(at + offset) === word))?.[0] ?? null;
}

function create(question: Question, from: number, kind: AlertKind): AlertCommand | Problem | Unknown {
  const switched = textAt(question, from);
  if (switched === 'off') return inChannel(question, from + 1, channelId => ({ do: 'off', kind, channelId }));
  const settings = settingsOf(question, switched === 'on' ? from + 1 : from, forms[kind].allowed);
  if (isProblem(settings)) return settings;
  const { amountNanoUsd = kind === 'spike' ? defaultSpikeNanoUsd : null, filters = [], channelId = null } = settings;
  if (kind === 'day' && amountNanoUsd === null) return problem('Over which amount? For example `alerts day over $100`.');
  const hours = kind === 'silent' ? (settings.hours ?? defaultSilentHours) : null;
  return { do: 'create', rule: { kind, amountNanoUsd, hours, filters, channelId } };
}

function change(question: Question): AlertCommand | Problem | Unknown {
  const number = numberAt(question, 2);
  if (number === null) return problem('Say which alert by its number, for example `alerts change 1 over $50`.');
  const changes = settingsOf(question, 3, ['amountNanoUsd', 'hours', 'filters', 'channelId']);
  if (isProblem(changes)) return changes;
  if (Object.keys(changes).length === 0) return problem(`Say what becomes another, for example \`alerts change ${number} over $50\`.`);
  return { do: 'change', number, changes };
}

function numbered(question: Question, verb: 'pause' | 'resume' | 'remove'): AlertCommand | Problem {
  const number = numberAt(question, 2);
  if (number === null || question.words.length > 3)
    return problem(`${named(question, 1, question.words.length)}: say which alert by its number, for example \`alerts ${verb} 1\`.`);
  return { do: verb, number };
}

function forecast(question: Question): AlertCommand | Problem | Unknown {
  const switched = textAt(question, 2);
  if (question.words.length > 3) return unknownAt(3);
  if (switched === '' || switched === 'on') return { do: 'forecast', isOn: true };
  return switched === 'off' ? { do: 'forecast', isOn: false } : unknownAt(2);
}

function inChannel(question: Question, from: number, inThat: (channelId: string | null) => AlertCommand): AlertCommand | Problem | Unknown {
  const settings = settingsOf(question, from, ['channelId']);
  return isProblem(settings) ? settings : inThat(settings.channelId ?? null);
}

function settingsOf(question: Question, from: number, allowed: readonly SettingName[]): Settings | Problem | Unknown {
  const read = readSettings(question, from, allowed);
  if (isProblem(read)) return read;
  return 'settings' in read ? read.settings : unknownAt(read.unknown);
}

function unknownAt(unknown: number): Unknown {
  return { ...problem(`Alerts are set up like this: ${example}.`), unknown };
}
