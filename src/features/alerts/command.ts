import type { Problem } from '#core/query/query.ts';
import { inBackticks, problem } from '#core/query/query-problems.ts';
import { type QueryContext, type Question, textAt } from '#core/query/question-words.ts';
import { readSettings, type SettingName, settingWords } from '../setup/command-settings.ts';
import { type ListCommand, type ListedKind, listVerbs, readCommand, readListCommand, type Unknown } from '../setup/list-command.ts';
import { warningMeant } from './asked-warning.ts';
import { type AlertKind, type AlertRule, alertKinds, defaultSilentHours, defaultSpikeNanoUsd } from './rule.ts';

/** A parsed `/spend alerts …`. A null channel is the one where it is typed. */
export type AlertCommand =
  | ListCommand
  | { readonly do: 'create'; readonly rule: Omit<AlertRule, 'channelId'> & { readonly channelId: string | null } }
  /** Removes the channel's alerts of this kind. */
  | { readonly do: 'off'; readonly kind: AlertKind; readonly channelId: string | null }
  | { readonly do: 'forecast'; readonly isOn: boolean }
  | { readonly do: 'test'; readonly channelId: string | null };

const listed: ListedKind = {
  noun: 'alert',
  clauses: ['amountNanoUsd', 'hours', 'filters', 'channelId'],
  change: 'over $50',
};

/** The settings that a kind accepts besides its channel. */
const ownSettings: Readonly<Partial<Record<AlertKind, readonly SettingName[]>>> = {
  day: ['amountNanoUsd', 'filters'],
  spike: ['amountNanoUsd', 'filters'],
  silent: ['hours'],
};

const examples = [
  ...['alerts spike over $20', 'alerts day over $100', 'alerts silent 6h', 'alerts unpriced', 'alerts new model on', 'alerts new key on'],
  ...['alerts forecast on', 'alerts test'],
];
const firstWords = [...listVerbs, 'test', 'forecast', 'day', 'spike', 'silent', 'unpriced', 'new'];
const otherWords = ['model', 'key', 'off', 'on', ...settingWords];

/** Parses `alerts …`: what to watch, with its settings in any order, or what to do with a listed alert. Never throws. */
export function parseAlertCommand(text: string, context: QueryContext): AlertCommand | Problem {
  const asked = text.replace(/^\s*alerts?\s+/i, '');
  const meant = warningMeant(asked, context);
  if (meant) return meant;
  const example = exampleFor(asked);
  const others = examples.filter(one => one !== example).map(inBackticks);
  return readCommand<AlertCommand>(text, context, {
    understand: question => readListCommand(question, listed) ?? understand(question),
    known: at => (at === 1 ? firstWords : otherWords),
    hint: () => `For example:\n${inBackticks(example)}\nOther alerts: ${others.join(', ')}.`,
    example,
  });
}

/** The example of the kind that is asked for: of a spike where none is. */
function exampleFor(asked: string): string {
  const words = asked.toLowerCase().split(/\s+/);
  return examples.find(one => words.includes(one.split(' ')[1] ?? '')) ?? 'alerts spike over $20';
}

function understand(question: Question): AlertCommand | Problem | Unknown {
  const verb = textAt(question, 1);
  if (verb === 'test') return inChannel(question, 2, channelId => ({ do: 'test', channelId }));
  if (verb === 'forecast') return forecast(question);
  const at = ['add', 'create', 'watch'].includes(verb) ? 2 : 1;
  const kind = kindAt(question, at);
  if (kind === null) return { unknown: Math.min(verb === 'new' ? at + 1 : at, question.words.length - 1) };
  return create(question, at + kind.split(' ').length, kind);
}

function kindAt(question: Question, at: number): AlertKind | null {
  const singular = (index: number) => textAt(question, index).replace(/s$/, '');
  return alertKinds.find(kind => kind.split(' ').every((word, offset) => singular(at + offset) === word)) ?? null;
}

function create(question: Question, from: number, kind: AlertKind): AlertCommand | Problem | Unknown {
  const switched = textAt(question, from);
  if (switched === 'off') return inChannel(question, from + 1, channelId => ({ do: 'off', kind, channelId }));
  const read = readSettings(question, switched === 'on' ? from + 1 : from, [...(ownSettings[kind] ?? []), 'channelId']);
  if (!('settings' in read)) return read;
  const { amountNanoUsd = kind === 'spike' ? defaultSpikeNanoUsd : null, filters = [], channelId = null } = read.settings;
  if (kind === 'day' && amountNanoUsd === null) return problem('Over which amount? For example `alerts day over $100`.');
  const hours = kind === 'silent' ? (read.settings.hours ?? defaultSilentHours) : null;
  return { do: 'create', rule: { kind, amountNanoUsd, hours, filters, channelId } };
}

function forecast(question: Question): AlertCommand | Problem | Unknown {
  const switched = textAt(question, 2);
  if (question.words.length > 3) return { unknown: 3 };
  if (switched === '' || switched === 'on') return { do: 'forecast', isOn: true };
  return switched === 'off' ? { do: 'forecast', isOn: false } : { unknown: 2 };
}

function inChannel(question: Question, from: number, inThat: (channelId: string | null) => AlertCommand): AlertCommand | Problem | Unknown {
  const read = readSettings(question, from, ['channelId']);
  return 'settings' in read ? inThat(read.settings.channelId ?? null) : read;
}
