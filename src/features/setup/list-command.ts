import { commandOf, numberAt, wordNotUnderstood } from '#core/query/command-words.ts';
import type { Problem } from '#core/query/query.ts';
import { inBackticks, isProblem, named, problem } from '#core/query/query-problems.ts';
import { type QueryContext, type Question, textAt } from '#core/query/question-words.ts';
import { readSettings, type SettingName, type Settings } from './command-settings.ts';
import { commandWords, type Noun } from './view.ts';

/** The commands that budgets, alerts and digests share. */
export type ListCommand =
  | { readonly do: 'list' }
  | { readonly do: 'change'; readonly number: number; readonly changes: Settings }
  | { readonly do: 'pause' | 'resume' | 'remove'; readonly number: number };

/** The index of the first unknown word. */
export interface Unknown {
  readonly unknown: number;
}

/** What one kind is called, and which of its settings can be changed. */
export interface ListedKind {
  readonly noun: Noun;
  readonly clauses: readonly SettingName[];
  /** An example of a change: `to $700`. */
  readonly change: string;
}

/** The verbs, for suggestions. */
export const listVerbs = ['list', 'change', 'pause', 'resume', 'remove'] as const;

const verbs = new Map<string, ListCommand['do']>([
  ...listVerbs.map(verb => [verb, verb] as const),
  ['show', 'list'],
  ['all', 'list'],
  ['status', 'list'],
  ['left', 'list'],
  ['remaining', 'list'],
  ['edit', 'change'],
  ['stop', 'pause'],
  ['start', 'resume'],
  ['delete', 'remove'],
]);

/** Reads `budget`, `budget list`, `budget change 2 to $700`, `budget pause 2`; null for any other verb. */
export function readListCommand(question: Question, { noun, clauses, change }: ListedKind): ListCommand | Problem | Unknown | null {
  const command = commandWords[noun];
  const verb = question.words.length <= 1 ? 'list' : verbs.get(textAt(question, 1));
  if (verb === undefined) return null;
  if (verb === 'list') return question.words.length > 2 ? { unknown: 2 } : { do: verb };
  const number = numberAt(question, 2);
  if (number === null || (verb !== 'change' && question.words.length > 3)) {
    const example = `${command} ${verb} 1${verb === 'change' ? ` ${change}` : ''}`;
    const said = named(question, 1, question.words.length);
    return problem(`${said}: say which ${noun} by its number, for example \`${example}\`, or use its buttons below \`${command}\`.`, {
      suggestion: command,
    });
  }
  if (verb !== 'change') return { do: verb, number };
  const read = readSettings(question, 3, clauses);
  if (!('settings' in read)) return read;
  if (Object.keys(read.settings).length > 0) return { do: verb, number, changes: read.settings };
  const example = `${command} change ${number} ${change}`;
  return problem(`${inBackticks(question.typed.trim())}: say what to change, for example \`${example}\`.`);
}

/** How a command is parsed, and what to suggest when that fails. */
export interface CommandReader<C> {
  understand(question: Question): C | Problem | Unknown;
  /** The words that fit at an index; the nearest is suggested. */
  known(at: number): readonly string[];
  hint(at: number): string;
  /** Suggested when no known word is close. */
  readonly example?: string;
}

/** Parses `text`. The problem quotes the unknown word; its suggestion always parses. Never throws. */
export function readCommand<C extends { readonly do: string }>(
  text: string,
  context: QueryContext,
  { understand, known, hint, example }: CommandReader<C>,
): C | Problem {
  const question = commandOf(text, context);
  if (isProblem(question)) return question;
  const isUnderstood = (suggestion: string) => {
    const suggested = commandOf(suggestion, context);
    return !isProblem(suggested) && 'do' in understand(suggested);
  };
  const read = understand(question);
  if ('do' in read) return read;
  if ('unknown' in read) {
    const problem = wordNotUnderstood(question, read.unknown, known(read.unknown), isUnderstood, hint(read.unknown));
    return { ...problem, suggestion: problem.suggestion ?? example ?? null };
  }
  return read.suggestion === null || isUnderstood(read.suggestion) ? read : { ...read, suggestion: null };
}
