import { parseQuery } from '#core/query/parse-query.ts';
import type { Filter, Problem } from '#core/query/query.ts';
import { problem } from '#core/query/query-problems.ts';
import type { QueryContext } from '#core/query/question-words.ts';

/** The filters in `text`, with or without `for` in front; a problem if it is not a scope, or says more than one. */
export function readTypedScope(text: string, context: QueryContext): readonly Filter[] | Problem {
  const typed = /^\s*(?:for|only|on|without|except|excluding)\b/i.test(text) ? text : `for ${text}`;
  const read = parseQuery(typed, context);
  if ('problem' in read) return read.problem;
  const plain = parseQuery('', context);
  const { filters } = read.query;
  const saysMore = !('query' in plain) || JSON.stringify({ ...read.query, filters: [] }) !== JSON.stringify(plain.query);
  if (filters.length > 0 && !saysMore) return filters;
  return problem('A scope is a filter alone, for example `project Search` or `model gpt-4o`.');
}
