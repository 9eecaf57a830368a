import { describe, expect, it } from 'vitest';
import { answerLines } from '#features/answers/words.ts';
import { answer, modelGroup } from '../../support/views/views.ts';

describe('the parts of an answer as words', () => {
  const asked = (metric: 'cost' | 'tokens' | 'requests') =>
    answerLines(answer({ query: { ...answer().query, metric }, groups: [modelGroup('gpt-4o', 280, 2 / 3)] }));

  it.each([
    ['cost', 'gpt-4o: $280.00, 67%, 100 requests'],
    ['requests', 'gpt-4o: 100 requests, 67%, $280.00'],
    ['tokens', 'gpt-4o: 110,000 tokens, 67%, $280.00'],
  ] as const)('begin with the %s that was asked for, which the share is of', (metric, line) => {
    expect(asked(metric)).toEqual([line]);
  });

  it('leave out what is not known', () => {
    const credit = { ...modelGroup('credit', -25, null), requests: null, inputTokens: null, outputTokens: null };
    expect(answerLines(answer({ groups: [credit] }))).toEqual(['credit: −$25.00, –']);
  });
});
