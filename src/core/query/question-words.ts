import { type Day, dayOf, type Instant } from '../time/day.ts';
import type { Names } from '../usage/team-names.ts';
import { labelPattern } from './dimension-words.ts';
import type { Problem } from './query.ts';

/** One word of a question and where it is in the text. */
export interface Word {
  /** `quoted` is always a name, never a keyword. `person` is a Slack mention; its name is empty when Slack sends none. */
  readonly kind: 'plain' | 'quoted' | 'person' | 'comma' | 'bracket';
  /** In lower case, to compare with keywords. Empty when quoted or mentioned. */
  readonly text: string;
  /** As typed, without the quotes. */
  readonly value: string;
  readonly start: number;
  /** Where the next character is. */
  readonly end: number;
}

/** `typed` with ASCII in lower case, every dash as `-` and every whitespace as a space. Same length as `typed`, so positions match. */
function plainText(typed: string): string {
  return typed
    .replace(/[A-Z]+/g, letters => letters.toLowerCase())
    .replace(dashes, '-')
    .replace(/\s/g, ' ');
}

/** `text` with every dash as `-`. Phones turn hyphens into en and em dashes. */
export function withPlainDashes(text: string): string {
  return text.replace(dashes, '-');
}

/** `name` in double quotes, such that {@link wordsOf} reads back the same name, whatever it holds. */
export function quote(name: string): string {
  return `"${name.replace(new RegExp(`[\\\\${doubleQuotes}]`, 'g'), character => `\\${character}`)}"`;
}

const dashes = /[\u2010-\u2015\u2212]/g;
const doubleQuotes = '"“”„‟«»';
const escapedPattern = new RegExp(`\\\\([\\\\${doubleQuotes}])`, 'g');

/** What a question is made of, in the order to try. Anything else is skipped. */
const wordPattern = new RegExp(
  [
    /** A mention as Slack sends it: `<@U123>`, `<@U123|ada>`. */
    '(?<mention><@\\w+(?:\\|(?<person>[^<>]*))?>)',
    `[${doubleQuotes}](?<quoted>(?:\\\\.|[^\\\\${doubleQuotes}])*)[${doubleQuotes}]`,
    /** An e-mail address as Slack sends it: `<mailto:ada@example.com|ada@example.com>`. */
    '<mailto:(?<mail>[^|<>]+)(?:\\|[^<>]*)?>',
    /** Single quotes only count around a whole word: `Bob's` has one too. */
    "['‘’](?<single>[^'‘’]+)['‘’](?![\\p{L}\\p{N}])",
    '(?<comma>[,;])',
    '(?<bracket>[()[\\]])',
    labelPattern,
    `[^\\s,;()[\\]${doubleQuotes}]+`,
  ].join('|'),
  'gisu',
);

/** The words of a question, without the punctuation after them. `plain` is its {@link plainText}. */
function wordsOf(typed: string, plain: string): Word[] {
  return Array.from(typed.matchAll(wordPattern), match => wordOf(match, plain)).filter(word => word.value !== '' || word.kind !== 'plain');
}

function wordOf({ 0: found, index: start, groups = {} }: RegExpExecArray, plain: string): Word {
  const { mention, person = '', quoted, mail, single, comma, bracket, label } = groups;
  const end = start + found.length;
  if (mention !== undefined) return { kind: 'person', text: '', value: person, start, end };
  const name = quoted?.replace(escapedPattern, '$1') ?? mail ?? single;
  if (name !== undefined) return { kind: 'quoted', text: '', value: name, start, end };
  if (comma !== undefined || bracket !== undefined) return { kind: comma ? 'comma' : 'bracket', text: found, value: found, start, end };
  const value = label ?? withPlainDashes(found.replace(/[?!.…]+$/, ''));
  return { kind: 'plain', text: plain.slice(start, start + value.length), value, start, end: start + value.length };
}

/** The match of the sticky `pattern` exactly at `at`. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** What some characters mean, and where the next one is. */
export interface TextMatch<T> {
  readonly value: T;
  readonly end: number;
}

/** What the sticky `pattern` means at `at`, read from its groups; null if it isn't there. */
export function readAt<T>(
  pattern: RegExp,
  plain: string,
  at: number,
  meaningOf: (groups: readonly (string | undefined)[]) => T | null,
): TextMatch<T> | null {
  const match = matchAt(pattern, plain, at);
  const value = match && meaningOf(match);
  return match && value !== null ? { value, end: at + match[0].length } : null;
}

/** What was typed, split into words, and what it takes to understand it. */
export interface Question {
  readonly typed: string;
  /** Same length as `typed`; see {@link plainText}. */
  readonly plain: string;
  readonly words: readonly Word[];
  /** The UTC day it is asked on. */
  readonly today: Day;
  readonly names: Names;
  /** The first collected day, for `all time`; null if nothing was collected. */
  readonly firstDay: Day | null;
  /** Whether it compares two periods or names: then `to`, `with` and `and` between them mean `vs`. */
  readonly isComparing: boolean;
}

/** What some words mean, and the index of the next word. */
export interface WordMatch<T> {
  readonly value: T;
  readonly next: number;
}

/** Null when the words are not of the reader's kind; a problem when they are, but make no sense. */
export type Read<T> = WordMatch<T> | Problem | null;

/** What a question is read against. */
export interface QueryContext {
  /** When it is asked. Periods are relative to this UTC day. */
  readonly now: Instant;
  readonly names: Names;
  /** The first collected day, which is where `all time` starts. Left out or null if it is not known. */
  readonly firstDay?: Day | null;
}

export function questionOf(typed: string, { now, names, firstDay = null }: QueryContext): Question {
  const plain = plainText(typed);
  const words = wordsOf(typed, plain);
  return { typed, plain, words, today: dayOf(now), names, firstDay, isComparing: words.some(({ text }) => comparingWords.has(text)) };
}

const comparingWords: ReadonlySet<string> = new Set(['compare', 'comparing', 'comparison', 'difference', 'diff']);

/** The word at `at` in lower case; empty past the end. */
export function textAt(question: Question, at: number): string {
  return question.words[at]?.text ?? '';
}

/** The index after the words from `at` on that are all among `words`; `at` itself when the first isn't. */
export function afterAll(question: Question, at: number, words: { has(text: string): boolean }): number {
  let next = at;
  while (words.has(textAt(question, next))) next += 1;
  return next;
}

/** The text from the word at `from` up to the one at `next`. */
export function typedBetween(question: Question, from: number, next: number): string {
  const first = question.words[from];
  const last = question.words[next - 1];
  return first && last ? question.typed.slice(first.start, last.end) : '';
}

/** The index of the first word after character `end`. Null when `end` is inside a word: `oct` must not be read out of `oct-launch`. */
export function wordAfter(question: Question, at: number, end: number): number | null {
  let next = at;
  while ((question.words[next]?.start ?? end) < end) next += 1;
  return (question.words[next - 1]?.end ?? 0) <= end ? next : null;
}
