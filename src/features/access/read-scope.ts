import { describeQuery } from '#core/query/describe.ts';
import { parseQuery } from '#core/query/parse-query.ts';
import type { Query } from '#core/query/query.ts';
import type { Instant } from '#core/time/day.ts';
import type { Names } from '#core/usage/names.ts';
import type { ProblemView } from '#show/plain-views.ts';

interface Command {
  readonly name: string;
  /** What is meant where no period is named. */
  readonly defaultPeriod: string;
}

/**
 * Reads what was typed after a command that takes a period and filters, as questions do, but no split, metric or form; what is
 * not understood is a problem, whose suggestions begin with the command.
 */
export function readScope(
  { name, defaultPeriod }: Command,
  text: string,
  now: Instant,
  names: Names,
): { readonly query: Query } | { readonly problem: ProblemView } {
  const context = { now, names };
  // Two periods are one too many: then `text` has its own.
  const withDefault = parseQuery(`${defaultPeriod}, ${text}`, context);
  const read = 'query' in withDefault ? withDefault : parseQuery(text, context);
  if ('problem' in read) {
    const { problem, suggestion, choices } = read.problem;
    const command = (question: string) => `${name} ${question}`;
    return {
      problem: { kind: 'problem', problem, suggestion: suggestion === null ? null : command(suggestion), choices: choices.map(command) },
    };
  }
  const { query } = read;
  const plain: Query = { ...query, metric: 'cost', by: [], top: null, form: 'default' };
  if (JSON.stringify(plain) === JSON.stringify(query)) return { query };
  return {
    problem: {
      kind: 'problem',
      problem: `\`${name}\` is about cost and takes a period and filters: \`${name} ${defaultPeriod} for project Search\`.`,
      suggestion: `${name} ${describeQuery(plain, names)}`,
      choices: [],
    },
  };
}
