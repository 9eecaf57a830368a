import { assembleQuery, type Said } from './assemble-query.ts';
import type { Clause } from './clause.ts';
import { readPeriod } from './periods/read-period.ts';
import type { Problem, Query } from './query.ts';
import { inBackticks, isProblem, named, problem } from './query-problems.ts';
import { type QueryContext, type Question, questionOf, type Read } from './question-words.ts';
import { isFillerAlone, readFiller, readSoftName } from './read-filler.ts';
import { readBareFilters, readFilters } from './read-filters.ts';
import { readForm } from './read-form.ts';
import { readMetric } from './read-metric.ts';
import { readSplit } from './read-split.ts';
import { readUnavailable } from './read-unavailable.ts';
import { readVersus } from './read-versus.ts';
import { type Run, respelled, suggestInstead } from './suggest-question.ts';

export type Parsed = { readonly query: Query } | { readonly problem: Problem };

const longestQuestion = 2000;

/** Reads `[metric] [period] [by …] [for …] [top N] [vs …] [as …]`, in any order, all optional. Never throws, and guesses nothing. */
export function parseQuery(text: string, context: QueryContext): Parsed {
  if (text.length > longestQuestion)
    return { problem: problem(`A question has at most ${longestQuestion} characters; this one has ${text.length}.`) };
  const question = questionOf(text, context);
  const result = understand(question);
  if ('query' in result) return result;
  const isUnderstood = (suggestion: string): boolean => 'query' in understand(questionOf(suggestion, context));
  if ('unknown' in result) {
    const instead = suggestInstead(question, result.unknown, isUnderstood) ?? respelled(question, isUnderstood);
    return { problem: notUnderstood(question, result.unknown, instead) };
  }
  const { suggestion, choices } = result.problem;
  if (suggestion !== null && isUnderstood(suggestion)) return { problem: result.problem };
  const instead = choices.length > 0 ? null : respelled(question, isUnderstood);
  const isHint = suggestion !== null && instead !== suggestion;
  return {
    problem: { ...result.problem, problem: isHint ? withoutHint(result.problem.problem) : result.problem.problem, suggestion: instead },
  };
}

type Understood = Parsed | { readonly unknown: readonly Run[] };

function understand(question: Question): Understood {
  const said: Said[] = [];
  const unknown: Run[] = [];
  let at = 0;
  while (at < question.words.length) {
    const read = readClause(question, at);
    // Choices would keep the words before that mean nothing.
    if (read && isProblem(read)) return read.choices.length > 0 && unknown.length > 0 ? { unknown } : { problem: read };
    if (read) said.push({ clause: read.value, from: at, next: read.next });
    else addTo(unknown, at);
    at = read?.next ?? at + 1;
  }
  if (unknown.length > 0) return { unknown };
  if (isFillerAlone(question, said)) return { unknown: [{ from: 0, next: question.words.length }] };
  const query = assembleQuery(question, said);
  return isProblem(query) ? { problem: query } : { query };
}

const readers: readonly ((question: Question, at: number) => Read<Clause>)[] = [
  ...[readMark, readUnavailable, readVersus, readFilters, readPeriodClause, readSplit, readMetric, readForm, readSoftName, readFiller],
  readBareFilters,
];

/** Any clause. Keywords win over names, and names over some of the filler; whatever is left is a name. */
function readClause(question: Question, at: number): Read<Clause> {
  for (const read of readers) {
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

/** The words of a problem without a suggestion that would not be understood. */
function withoutHint(text: string): string {
  return text.replace(/: did you mean `[^`]*`\?$/, text.startsWith('No ') ? '.' : ' is not understood.');
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
