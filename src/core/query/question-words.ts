import { type Day, dayOf, type Instant } from '../time/day.ts';
import type { Names } from '../usage/team-names.ts';
import type { Problem } from './query.ts';

/** One word of a question, with where it stands in the text. */
export interface Word {
  /**
   * `quoted` is taken as a name and never as a word of ours; `person` is somebody mentioned in Slack, whose name is
   * empty where Slack sends none.
   */
  readonly kind: 'plain' | 'quoted' | 'person' | 'comma' | 'bracket';
  /** The word in plain lower case, to compare with words of ours; empty for what is quoted or mentioned. */
  readonly text: string;
  /** What it names: as typed, without the quotes. */
  readonly value: string;
  readonly start: number;
  /** The character after it. */
  readonly end: number;
}

/**
 * `typed` with ASCII in lower case, every kind of dash as `-` and every white space as a blank. It is as long as
 * `typed`, so that places in one are places in the other.
 */
function plainText(typed: string): string {
  return typed
    .replace(/[A-Z]+/g, letters => letters.toLowerCase())
    .replace(dashes, '-')
    .replace(/\s/g, ' ');
}

/** `text` with every kind of dash as `-`; phones write en and em dashes unasked. */
export function withPlainDashes(text: string): string {
  return text.replace(dashes, '-');
}

/** The words of a question; question and exclamation marks and full stops after a word are dropped. */
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

/** A name in double quotes, from which {@link wordsOf} reads the same name again, whatever it holds. */
export function quote(name: string): string {
  return `"${name.replace(new RegExp(`[\\\\${doubleQuotes}]`, 'g'), character => `\\${character}`)}"`;
}

const dashes = /[\u2010-\u2015\u2212]/g;
const doubleQuotes = '"“”„‟«»';

/** As Slack sends it: `<@U123>`, or `<@U123|ada>`. */
const personPattern = /<@\w+(?:\|([^<>]*))?>/y;
/** As Slack sends an e-mail address in a message: `<mailto:ada@example.com|ada@example.com>`. */
const mailPattern = /<mailto:([^|<>]+)(?:\|[^<>]*)?>/y;
const quotedPattern = new RegExp(`[${doubleQuotes}]((?:\\\\.|[^\\\\${doubleQuotes}])*)[${doubleQuotes}]`, 'sy');
/** Single quotes hold a name only around a whole word, for `Bob's` has one too. */
const singleQuotedPattern = /['‘’`]([^'‘’`]+)['‘’`](?![\p{L}\p{N}])/uy;
const plainPattern = new RegExp(`[^\\s,;()[\\]${doubleQuotes}]+`, 'y');

/** The word at `at`, if one starts there, and where to read on. */
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

/** What the sticky `pattern` finds exactly at `at`. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** What was typed, taken apart, and what is needed to understand it. */
export interface Question {
  readonly typed: string;
  /** As long as `typed`; see {@link plainText}. */
  readonly plain: string;
  readonly words: readonly Word[];
  /** The UTC day on which it is asked. */
  readonly today: Day;
  readonly names: Names;
}

/** What some words mean, and the index of the word after them. */
export interface WordMatch<T> {
  readonly value: T;
  readonly next: number;
}

/** A reader gives null where the words are not of its kind, and a problem where they are and mean nothing. */
export type Read<T> = WordMatch<T> | Problem | null;

export function questionOf(typed: string, now: Instant, names: Names): Question {
  return { typed, plain: plainText(typed), words: wordsOf(typed), today: dayOf(now), names };
}

/** The text of the word at `at`, to compare with words of ours; empty past the end. */
export function textAt(question: Question, at: number): string {
  return question.words[at]?.text ?? '';
}

/** What was typed from the word at `from` up to the one at `next`. */
export function typedBetween(question: Question, from: number, next: number): string {
  const first = question.words[from];
  const last = question.words[next - 1];
  return first && last ? question.typed.slice(first.start, last.end) : '';
}

/**
 * The index of the word after the character `end`; null when `end` lies inside a word, so that `oct` is not read out
 * of `oct-launch`.
 */
export function wordAfter(question: Question, at: number, end: number): number | null {
  let next = at;
  while ((question.words[next]?.start ?? end) < end) next += 1;
  return (question.words[next - 1]?.end ?? 0) <= end ? next : null;
}
