import { describe, expect, it } from 'vitest';
import { changeSentence, headline, headlineWithChange, todaySentence } from '#features/answers/words.ts';
import { answer, figures } from '../../support/views/views.ts';

describe('changeSentence', () => {
  const { previous } = answer();

  it('names the change and what it is measured against', () => {
    expect(changeSentence(answer())).toBe('+20% against 8–14 Nov 2026 ($350.00)');
  });

  it('gives the figure alone where there is no percentage', () => {
    const figuresOfNothing = { ...figures(0), costNanoUsd: 0n };
    expect(changeSentence(answer({ previous: { ...previous, figures: figuresOfNothing, changePercent: null } }))).toBe(
      '8–14 Nov 2026: $0.00',
    );
  });

  it('compares with nothing that was not collected', () => {
    expect(changeSentence(answer({ previous: { ...previous, isWhole: false, changePercent: null } }))).toBe(
      'Nothing to compare with: 8–14 Nov 2026 was not collected wholly',
    );
  });
});

describe('headline', () => {
  it('carries its change where there is one', () => {
    expect(headlineWithChange(answer())).toBe('$420.00 (+20%)');
    expect(headlineWithChange(answer({ previous: { ...answer().previous, changePercent: null } }))).toBe('$420.00');
  });

  it('never lets usage without a price pass as free', () => {
    const total = { ...figures(0), costNanoUsd: 0n };
    expect(headline(answer({ total, unpriced: [{ model: 'gpt-x', unit: 'inputTokens', quantity: 1 }] }))).toBe('$0.00 + unpriced usage');
  });
});

describe('todaySentence', () => {
  it('is in the asked metric, and absent where today is no part of the question', () => {
    expect(todaySentence(answer())).toBe('Today so far: $12.10 (estimated)');
    expect(todaySentence(answer({ query: { ...answer().query, metric: 'requests' } }))).toBe('Today so far: 9 requests');
    expect(todaySentence(answer({ todaySoFar: null }))).toBeNull();
  });
});
