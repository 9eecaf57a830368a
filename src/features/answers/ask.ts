import { describeQuery } from '#core/query/describe-query.ts';
import { parseQuery } from '#core/query/parse-query.ts';
import type { Filter, Problem, Query } from '#core/query/query.ts';
import { commandMeant } from '#core/query/suggest-question.ts';
import type { Instant } from '#core/time/day.ts';
import { isTimeUnit } from '#core/usage/dimensions.ts';
import type { Names } from '#core/usage/team-names.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import type { Known } from '#data/ledger/stored-names.ts';
import { type ProblemView, problemView } from '#show/plain-views.ts';
import type { ParseContext } from '../feature.ts';
import { answer } from './answer.ts';
import { usualDayOf } from './usual-day.ts';
import { type AnswerView, isWorthACause } from './view.ts';

/** A parsed question, with what it was parsed against. */
export interface AskedQuestion {
  readonly query: Query;
  readonly names: Names;
  readonly known: Known;
}

/** Parses a question. If that fails, may suggest the command that its first word resembles. */
export function readQuestion(text: string, context: ParseContext): AskedQuestion | Problem {
  const { names, known, commands } = context;
  const read = parseQuery(text, context);
  if ('query' in read) return { query: read.query, names, known };
  const { suggestion, choices } = read.problem;
  return { ...read.problem, suggestion: suggestion ?? (choices.length > 0 ? null : commandMeant(text, commands)) };
}

/** Answers a question as of `now`, limited to `within` and to `own`. */
export async function answerQuestion(
  parts: AskParts,
  { query, names, known }: AskedQuestion,
  now: Instant,
  within: readonly Filter[] = [],
  own: readonly Filter[] = [],
): Promise<AnswerView | ProblemView> {
  const view = await answer(parts, query, now, [...within, ...own], known);
  const usualDay = await usualDayOf(parts, view, [...within, ...own], now);
  const lead =
    usualDay === null && isLeadAsked(view) ? (await answer(parts, byModel(query), now, [...within, ...own], known)).lead : undefined;
  const whole = isSplitEstimated(view) ? await answer(parts, { ...query, by: [], top: null }, now, [...within, ...own], known) : null;
  // Zero would be wrong for days whose details were dropped.
  return view.detailsFrom !== undefined && view.query.period.to <= view.detailsFrom
    ? onlyTotals(view, names)
    : { ...view, ...(usualDay === null ? {} : { usualDay }), ...(lead === undefined ? {} : { lead }), ...wholeByBill(whole) };
}

/** Whether the bill may have the whole of what it cannot split. */
function isSplitEstimated({ basis, query: { metric, by } }: AnswerView): boolean {
  return metric === 'cost' && basis === 'estimated' && !by.every(isTimeUnit);
}

function wholeByBill(whole: AnswerView | null): Pick<AnswerView, 'wholeByBill'> {
  if (whole === null || (whole.basis !== 'billed' && whole.basis !== 'mixed')) return {};
  return { wholeByBill: { costNanoUsd: whole.total.costNanoUsd, estimatedDays: whole.estimatedDays } };
}

/** Whether the change is worth a cause, and the question's own split has none. */
function isLeadAsked({ query: { metric, by, filters }, previous }: AnswerView): boolean {
  const isOfModels = filters.some(({ dimension, exclude }) => dimension === 'model' && !exclude);
  return metric === 'cost' && by.every(isTimeUnit) && !isOfModels && isWorthACause(previous);
}

function byModel(query: Query): Query {
  return { ...query, by: ['model'], top: null };
}

function onlyTotals({ query, detailsFrom }: AnswerView, names: Names): ProblemView {
  const [first] = query.by.filter(dimension => !isTimeUnit(dimension));
  const byOne = { ...query, by: first === undefined ? [] : [first], filters: [] };
  const words = `Of the days before ${detailsFrom} only totals by one dimension are known: older details were dropped.`;
  return problemView(words, { suggestion: describeQuery(byOne, names) });
}
