import type { Instant } from '../time/day.ts';
import type { Names } from '../usage/team-names.ts';
import { assembleQuery, type Clause, type Said } from './assemble-query.ts';
import type { Problem, Query } from './query.ts';
import { inBackticks, isProblem, named, problem } from './query-problems.ts';
import { fillerWords, formWords, metricWords } from './query-vocabulary.ts';
import { type Question, questionOf, type Read, textAt } from './question-words.ts';
import { readBareFilters, readFilters } from './read-filters.ts';
import { readPeriod } from './read-period.ts';
import { readSplit } from './read-split.ts';
import { readVersus } from './read-versus.ts';
import { type Run, respelled, suggestInstead } from './suggest-question.ts';

export type Parsed = { readonly query: Query } | { readonly problem: Problem };

export interface QueryContext {
  /** When it is asked. Periods are relative to this UTC day. */
  readonly now: Instant;
  readonly names: Names;
}

const longestQuestion = 2000;

/** Reads `[metric] [period] [by …] [for …] [top N] [vs …] [as …]`, in any order, all optional. Never throws, and guesses nothing. */
export function parseQuery(text: string, { now, names }: QueryContext): Parsed {
  if (text.length > longestQuestion)
    return { problem: problem(`A question has at most ${longestQuestion} characters; this one has ${text.length}.`) };
  const question = questionOf(text, now, names);
  const result = understand(question);
  if ('query' in result) return result;
  const isUnderstood = (suggestion: string): boolean => 'query' in understand(questionOf(suggestion, now, names));
  if ('unknown' in result) {
    const instead = suggestInstead(question, result.unknown, isUnderstood) ?? respelled(question, isUnderstood);
    return { problem: notUnderstood(question, result.unknown, instead) };
  }
  const { suggestion, choices } = result.problem;
  if (suggestion !== null && isUnderstood(suggestion)) return { problem: result.problem };
  return { problem: { ...result.problem, suggestion: choices.length > 0 ? null : respelled(question, isUnderstood) } };
}

type Understood = Parsed | { readonly unknown: readonly Run[] };

function understand(question: Question): Understood {
  const said: Said[] = [];
  const unknown: Run[] = [];
  let at = 0;
  while (at < question.words.length) {
    const read = readClause(question, at);
    if (read && isProblem(read)) return { problem: read };
    if (read) said.push({ clause: read.value, from: at, next: read.next });
    else addTo(unknown, at);
    at = read?.next ?? at + 1;
  }
  if (unknown.length > 0) return { unknown };
  const query = assembleQuery(question, said);
  return isProblem(query) ? { problem: query } : { query };
}

/** Any clause. Keywords win over names; whatever is left is a name. */
function readClause(question: Question, at: number): Read<Clause> {
  for (const read of [readMark, readFilters, readPeriodClause, readVersus, readSplit, readMetric, readForm, readFiller, readBareFilters]) {
    const clause = read(question, at);
    if (clause) return clause;
  }
  return null;
}

function readMark(question: Question, at: number): Read<Clause> {
  const kind = question.words[at]?.kind;
  return kind === 'comma' || kind === 'bracket' ? { value: {}, next: at + 1 } : null;
}

function readPeriodClause(question: Question, at: number): Read<Clause> {
  const period = readPeriod(question, at);
  return !period || isProblem(period) ? period : { value: { period: period.value }, next: period.next };
}

function readMetric(question: Question, at: number): Read<Clause> {
  const metric = metricWords.get(textAt(question, at));
  return metric ? { value: { metric }, next: at + 1 } : null;
}

function readForm(question: Question, at: number): Read<Clause> {
  if (textAt(question, at) !== 'as') return null;
  const name = ['a', 'an'].includes(textAt(question, at + 1)) ? at + 2 : at + 1;
  const form = formWords.get(textAt(question, name));
  if (form) return { value: { form }, next: name + 1 };
  const next = Math.min(name + 1, question.words.length);
  return problem(`${named(question, at, next)}: an answer comes \`as chart\`, \`as table\`, \`as csv\` or \`as json\`.`);
}

function readFiller(question: Question, at: number): Read<Clause> {
  return fillerWords.has(textAt(question, at)) ? { value: {}, next: at + 1 } : null;
}

function addTo(runs: Run[], at: number): void {
  const last = runs.at(-1);
  if (last?.next === at) runs[runs.length - 1] = { from: last.from, next: at + 1 };
  else runs.push({ from: at, next: at + 1 });
}

function notUnderstood(question: Question, unknown: readonly Run[], suggestion: string | null): Problem {
  const words = unknown.map(({ from, next }) => named(question, from, next)).join(', ');
  const hint = suggestion ? `: did you mean ${inBackticks(suggestion)}?` : '.';
  return problem(`${words} ${unknown.length > 1 ? 'are' : 'is'} not understood${hint}`, { suggestion });
}
