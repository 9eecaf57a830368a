import { describe, expect, it } from 'vitest';
import { answerNotes, unpricedList } from '#features/answers/words.ts';
import { dayRuns } from '#show/phrases.ts';
import { answer } from '../../support/views/views.ts';

describe('answerNotes', () => {
  it('says where the cost comes from, what may grow, and how fresh it is', () => {
    expect(answerNotes(answer())).toEqual({
      warnings: [],
      notes: ['Billed by OpenAI, UTC days', '19–21 Nov may still grow', 'read through 22 Nov, 09:07 UTC'],
    });
  });

  it('names the estimated days of a mixed answer', () => {
    expect(answerNotes(answer({ basis: 'mixed', estimatedDays: ['2026-11-20', '2026-11-21'] })).notes[0]).toBe(
      'Billed by OpenAI, UTC days; 20–21 Nov estimated',
    );
  });

  it('names what has no price, with its quantity, and never more than five', () => {
    const unpriced = Array.from({ length: 7 }, (_, index) => ({ model: `m${index}`, unit: 'inputTokens' as const, quantity: 12_345 }));
    expect(answerNotes(answer({ unpriced })).warnings[0]).toBe(
      'Not in the cost, no price is known: m0 (12,345 input tokens), m1 (12,345 input tokens), m2 (12,345 input tokens), m3 (12,345 input tokens), m4 (12,345 input tokens) and 2 more',
    );
  });

  it('names a model once, with all that is unpriced of it', () => {
    const unpriced = [
      { model: 'gpt-7', unit: 'inputTokens', quantity: 1000 },
      { model: 'gpt-8', unit: 'inputTokens', quantity: 5 },
      { model: 'gpt-7', unit: 'outputTokens', quantity: 200 },
    ] as const;
    expect(unpricedList(unpriced)).toBe('gpt-7 (1,000 input tokens, 200 output tokens), gpt-8 (5 input tokens)');
  });

  it('names the days that are missing and those that may be', () => {
    const { warnings } = answerNotes(answer({ missingDays: ['2026-11-15'], unknownDays: ['2026-11-16'] }));
    expect(warnings).toContain('Not collected yet: 15 Nov');
    expect(warnings).toContain('OpenAI answered with nothing, which may be no usage or no data: 16 Nov');
  });

  it('says that nothing was collected', () => {
    const { notes } = answerNotes(answer({ basis: 'none', dataThrough: null }));
    expect(notes).toContain('Nothing was collected');
    expect(notes).toContain('no data was collected yet');
  });
});

describe('dayRuns', () => {
  it('joins days that follow each other and counts what is beyond five runs', () => {
    expect(dayRuns(['2026-10-31', '2026-11-01', '2026-11-05'])).toBe('31 Oct – 1 Nov, 5 Nov 2026');
    const everySecond = ['01', '03', '05', '07', '09', '11', '12', '14'].map(day => `2026-11-${day}`);
    expect(dayRuns(everySecond)).toBe('1 Nov, 3 Nov, 5 Nov, 7 Nov, 9 Nov 2026 and 3 more days');
  });
});
