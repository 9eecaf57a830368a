import type { Clause } from './clause.ts';
import { named, problem, withReplaced } from './query-problems.ts';
import { metricWords } from './query-vocabulary.ts';
import { type Question, type Read, textAt } from './question-words.ts';

/** `cost`, `tokens`, `requests`, and kinds of tokens: `output tokens`, `input and output tokens`. */
export function readMetric(question: Question, at: number): Read<Clause> {
  const metric = metricWords.get(textAt(question, at));
  if (metric) return { value: { metric }, next: at + 1 };
  let next = at;
  let isUncounted = false;
  while (tokenKinds.has(textAt(question, next))) {
    isUncounted ||= uncounted.has(textAt(question, next));
    next += 1;
    if (joints.has(textAt(question, next)) && tokenKinds.has(textAt(question, next + 1))) next += 1;
  }
  if (next === at || metricWords.get(textAt(question, next)) !== 'tokens') return null;
  if (!isUncounted) return { value: { metric: 'tokens', isPart: true }, next: next + 1 };
  const tokens = withReplaced(question, at, next + 1, 'tokens');
  const isInFile = textAt(question, at).startsWith('cache');
  return problem(
    `${named(question, at, next + 1)} ${isInFile ? 'are a column of a CSV file.' : 'are not counted apart: they are output tokens.'}`,
    {
      suggestion: isInFile ? `${tokens} as csv` : tokens,
    },
  );
}

const tokenKinds: ReadonlySet<string> = new Set(['input', 'output', 'prompt', 'completion', 'generated', 'cached', 'cache', 'reasoning']);
const uncounted: ReadonlySet<string> = new Set(['cached', 'cache', 'reasoning']);
const joints: ReadonlySet<string> = new Set(['and', 'or', 'vs', '&', '+', '/']);
