import { describe, expect, it } from 'vitest';
import { readings } from './asked-questions.ts';
import { readAs, understood } from './team.ts';

describe('a question', () => {
  it.each(readings)('"%s" is read as "%s"', (text, reading) => {
    expect(readAs(text)).toBe(reading);
  });

  it('without words asks for the cost of the last 7 full days, not split', () => {
    expect(understood('')).toEqual({
      metric: 'cost',
      period: { from: '2026-11-15', to: '2026-11-22', calendar: null },
      by: [],
      filters: [],
      top: null,
      versus: null,
      form: 'default',
    });
  });

  it('keeps the order in which dimensions are named', () => {
    expect(understood('by user, day').by).toEqual(['user', 'day']);
    expect(understood('top 5 days by model').by).toEqual(['day', 'model']);
  });
});
