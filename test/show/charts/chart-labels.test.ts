import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf, shortLabels, twoLines, undated } from '#show/charts/chart-labels.ts';

describe('names in the legend', () => {
  it("are without a snapshot's date, and otherwise keep both ends", () => {
    expect(shortLabels(['gpt-4o-mini-2024-07-18', 'gpt-4o-realtime-preview-2024-12-17'], 230, 16)).toEqual([
      'gpt-4o-mini',
      'gpt-4o-realtime-preview',
    ]);
    expect(shortLabels(['ft:gpt-4o-mini-2024-07-18:acme-research:triage'], 230, 16)).toEqual(['ft:gpt-4o-mi…earch:triage']);
  });

  it('keep the dates of two snapshots of one model', () => {
    const names = ['gpt-4o-2024-08-06', 'gpt-4o-2024-11-20', 'o3-2025-04-16'];
    expect(undated(names)).toEqual(['gpt-4o-2024-08-06', 'gpt-4o-2024-11-20', 'o3']);
    expect(undated(['gpt-4o', 'gpt-4o-2024-08-06'])).toEqual(['gpt-4o', 'gpt-4o-2024-08-06']);
  });

  it('stay different from each other', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 80, unit: 'grapheme' }), { maxLength: 8 }), names => {
        expect(new Set(shortLabels(names, 230, 16)).size).toBe(names.length);
      }),
    );
    expect(shortLabels(['(unattributed)', '(unattributed)'], 230, 16)).toEqual(['(unattributed)', '(unattributed) 2']);
  });
});

it.each([
  [[], 0],
  [['gpt-5', 'gpt-5'], 1],
  [['gpt-5', 'gpt-5', 'gpt-5'], 2],
  // Wider than a row.
  [['gpt-5', 'a'.repeat(80), 'gpt-5'], 3],
])('a legend of %j takes %d rows', (labels, rows) => {
  // Each is 3.5 times the text size wide, and 50 more.
  expect(rowsOf(labels, 260, 20, 50)).toBe(rows);
});

describe('a subtitle', () => {
  it('breaks between its pieces, then between words, and never takes more than two lines', () => {
    expect(twoLines(['one', 'two'], 700, 16)).toEqual(['one · two']);
    expect(twoLines(['a'.repeat(40), 'b'.repeat(40)], 500, 16)).toEqual(['a'.repeat(40), 'b'.repeat(40)]);
    const long = twoLines(['word '.repeat(100)], 300, 16);
    expect(long).toHaveLength(2);
    expect(long[1]).toMatch(/…$/);
  });
});
