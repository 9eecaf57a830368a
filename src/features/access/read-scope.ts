import { describeQuery } from '#core/query/describe-query.ts';
import { parseQuery } from '#core/query/parse-query.ts';
import type { Problem, Query } from '#core/query/query.ts';
import type { QueryContext } from '#core/query/question-words.ts';

export interface AskedScope {
  readonly query: Query;
}

/** Parses the rest of a command that takes a period and filters but no split, metric or form. Suggestions start with the command. */
export function readScope(name: string, defaultPeriod: string, text: string, context: QueryContext): AskedScope | Problem {
  // Two periods fail to parse: then `text` has its own.
  const withDefault = parseQuery(`${defaultPeriod}, ${text}`, context);
  const read = 'query' in withDefault ? withDefault : parseQuery(text, context);
  if ('problem' in read) {
    const { problem, suggestion, choices } = read.problem;
    const command = (question: string) => `${name} ${question}`;
    return { problem, suggestion: suggestion === null ? null : command(suggestion), choices: choices.map(command) };
  }
  const { query } = read;
  const plain: Query = { ...query, metric: 'cost', by: [], top: null, form: 'default' };
  if (JSON.stringify(plain) === JSON.stringify(query)) return { query };
  return {
    problem: `\`${name}\` is about cost and takes a period and filters: \`${name} ${defaultPeriod} for project Search\`.`,
    suggestion: `${name} ${describeQuery(plain, context.names)}`,
    choices: [],
  };
}
