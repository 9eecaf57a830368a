import { type Day, dayOf, type Instant } from '../time/day.ts';
import type { Names } from '../usage/team-names.ts';
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

/** The words of a question, without the punctuation after them. */
function wordsOf(typed: string): Word[] {
  const plain = plainText(typed);
  const words: Word[] = [];
  let at = 0;
  while (at < typed.length) {
    const { word, end } = readWord(typed, plain, at);
    if (word) words.push(word);
    at = end;
  }
  return words;
}

/** `name` in double quotes, such that {@link wordsOf} reads back the same name, whatever it holds. */
export function quote(name: string): string {
  return `"${name.replace(new RegExp(`[\\\\${doubleQuotes}]`, 'g'), character => `\\${character}`)}"`;
}

const dashes = /[\u2010-\u2015\u2212]/g;
const doubleQuotes = '"“”„‟«»';

/** A mention as Slack sends it: `<@U123>`, `<@U123|ada>`. */
const personPattern = /<@\w+(?:\|([^<>]*))?>/y;
/** An e-mail address as Slack sends it: `<mailto:ada@example.com|ada@example.com>`. */
const mailPattern = /<mailto:([^|<>]+)(?:\|[^<>]*)?>/y;
const quotedPattern = new RegExp(`[${doubleQuotes}]((?:\\\\.|[^\\\\${doubleQuotes}])*)[${doubleQuotes}]`, 'sy');
/** Single quotes only count around a whole word: `Bob's` has one too. */
const singleQuotedPattern = /['‘’`]([^'‘’`]+)['‘’`](?![\p{L}\p{N}])/uy;
const plainPattern = new RegExp(`[^\\s,;()[\\]${doubleQuotes}]+`, 'y');

/** The word that starts at `at`, if any, and where to read on. */
function readWord(typed: string, plain: string, at: number): { word?: Word; end: number } {
  const character = typed.charAt(at);
  if (/\s/.test(character)) return { end: at + 1 };
  if (/[,;]/.test(character)) return { word: mark('comma', character, at), end: at + 1 };
  if (/[()[\]]/.test(character)) return { word: mark('bracket', character, at), end: at + 1 };
  const special = readQuoted(typed, at);
  if (special) return { word: special, end: special.end };
  const run = matchAt(plainPattern, typed, at)?.[0];
  if (!run) return { end: at + 1 };
  const value = withPlainDashes(run.replace(/[?!.…]+$/, ''));
  if (!value) return { end: at + run.length };
  const end = at + value.length;
  return { word: { kind: 'plain', text: plain.slice(at, end), value, start: at, end }, end: at + run.length };
}

function readQuoted(typed: string, at: number): Word | null {
  const person = matchAt(personPattern, typed, at);
  if (person) return { kind: 'person', text: '', value: person[1] ?? '', start: at, end: at + person[0].length };
  const quoted = matchAt(quotedPattern, typed, at);
  const name = quoted?.[1]?.replace(new RegExp(`\\\\([\\\\${doubleQuotes}])`, 'g'), '$1');
  if (quoted) return { kind: 'quoted', text: '', value: name ?? '', start: at, end: at + quoted[0].length };
  const other = matchAt(mailPattern, typed, at) ?? matchAt(singleQuotedPattern, typed, at);
  return other ? { kind: 'quoted', text: '', value: other[1] ?? '', start: at, end: at + other[0].length } : null;
}

function mark(kind: 'comma' | 'bracket', text: string, at: number): Word {
  return { kind, text, value: text, start: at, end: at + 1 };
}

/** The match of the sticky `pattern` exactly at `at`. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
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
}

/** What some words mean, and the index of the next word. */
export interface WordMatch<T> {
  readonly value: T;
  readonly next: number;
}

/** Null when the words are not of the reader's kind; a problem when they are, but make no sense. */
export type Read<T> = WordMatch<T> | Problem | null;

export function questionOf(typed: string, now: Instant, names: Names): Question {
  return { typed, plain: plainText(typed), words: wordsOf(typed), today: dayOf(now), names };
}

/** The word at `at` in lower case; empty past the end. */
export function textAt(question: Question, at: number): string {
  return question.words[at]?.text ?? '';
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
