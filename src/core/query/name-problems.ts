import type { Attribute } from '../usage/dimensions.ts';
import { knownNearest } from './known-names.ts';
import type { FilterValue } from './name-index.ts';
import type { Problem } from './query.ts';
import { inBackticks, named, problem, withReplaced } from './query-problems.ts';
import type { Question } from './question-words.ts';
import { writeNames } from './write-names.ts';

/** As many buttons as an answer can show. */
const mostChoices = 20;

/** The words from `from` up to `next` fit all of `known`: each is offered as a whole question. */
export function askWhich(question: Question, from: number, next: number, known: readonly FilterValue[]): Problem {
  const written = known.slice(0, mostChoices).map(one => writeNames(one.dimension, [one.value], question.names));
  const some = written.slice(0, 3).map(inBackticks).join(', ');
  const text = `${named(question, from, next)} fits ${known.length} names (${some}${known.length > 3 ? ', …' : ''}): which one?`;
  return problem(text, { choices: written.map(name => withReplaced(question, from, next, name)) });
}

/** Nothing is called `name`; the nearest that is known is suggested in place of the words from `from` up to `next`. */
export function nobodyCalled(question: Question, from: number, next: number, name: string, dimension: Attribute | null): Problem {
  const kind = dimension === null ? 'model, project, person or key' : kindNames[dimension];
  const nearest = knownNearest(question.names, name, dimension);
  const written = nearest && writeNames(nearest.dimension, [nearest.value], question.names);
  const hint = written ? `: did you mean ${inBackticks(written)}?` : '.';
  return problem(`No ${kind} is called ${inBackticks(name)}${hint}`, {
    suggestion: written && withReplaced(question, from, next, written),
  });
}

const kindNames: Readonly<Record<Attribute, string>> = {
  model: 'model',
  user: 'person',
  project: 'project',
  key: 'key',
  operation: 'operation',
  tier: 'tier',
  source: 'source',
};
