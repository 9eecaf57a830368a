import type { Instant } from '../core/day.ts';
import { parseQuery } from '../core/grammar/parse-query.ts';
import { commandMeant } from '../core/grammar/suggest-command.ts';
import type { Filter } from '../core/query.ts';
import { answer } from './answer.ts';
import { namesWithin } from './names-within.ts';
import type { AskParts } from './read-cells.ts';
import type { AnswerView, ProblemView } from './view.ts';

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
  const read = parseQuery(text, { now, names: await namesWithin(parts.database, within, now) });
  if ('problem' in read) return { kind: 'problem', ...read.problem, suggestion: read.problem.suggestion ?? commandMeant(text) };
  return answer(parts, read.query, now, [...within, ...own]);
}
