import { describeQuery } from '#core/query/describe.ts';
import { parseQuery } from '#core/query/parse-query.ts';
import type { Filter } from '#core/query/query.ts';
import { commandMeant } from '#core/query/suggest.ts';
import type { Instant } from '#core/time/day.ts';
import { isTimeUnit } from '#core/usage/dimensions.ts';
import type { Names } from '#core/usage/names.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { readKnown } from '#data/ledger/stored-names.ts';
import type { ProblemView } from '#show/plain-views.ts';
import { namesWithin } from '../access/channel-scope.ts';
import { answer } from './answer.ts';
import type { AnswerView } from './view.ts';

/**
 * Reads `text` as a question and answers it as of `now`, inside `within`; what is not understood is a problem view, never an
 * exception. `own` narrows the figures further, but not what can be named.
 */
export async function ask(
  parts: AskParts,
  text: string,
  now: Instant,
  within: readonly Filter[] = [],
  own: readonly Filter[] = [],
): Promise<AnswerView | ProblemView> {
  const known = await readKnown(parts.database);
  const names = await namesWithin(parts.database, within, now, known.names);
  const read = parseQuery(text, { now, names });
  if ('problem' in read) return { kind: 'problem', ...read.problem, suggestion: read.problem.suggestion ?? commandMeant(text) };
  const view = await answer(parts, read.query, now, [...within, ...own], known);
  // Of such days a figure of nothing would be a wrong one.
  return view.detailsFrom !== undefined && view.query.period.to <= view.detailsFrom ? onlyTotals(view, names) : view;
}

function onlyTotals({ query, detailsFrom }: AnswerView, names: Names): ProblemView {
  const [first] = query.by.filter(dimension => !isTimeUnit(dimension));
  const byOne = { ...query, by: first === undefined ? [] : [first], filters: [] };
  return {
    kind: 'problem',
    problem: `Of the days before ${detailsFrom} only totals by one dimension are known: older details were dropped.`,
    suggestion: describeQuery(byOne, names),
    choices: [],
  };
}
