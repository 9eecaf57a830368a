import { expect, it } from 'vitest';
import { notChargedLines } from '#features/export/focus-csv.ts';

it('names the days and the usage that an export of charges lacks, and no name moves the cursor', () => {
  const unpriced = [{ model: 'gpt-7\u001b[2J', unit: 'inputTokens', quantity: 1200 }] as const;
  expect(notChargedLines({ unpriced, missingDays: ['2026-11-03', '2026-11-04'] })).toEqual([
    'Not in the export, not collected yet: 3–4 Nov 2026',
    'Not in the export, no price is known: gpt-7 [2J (1,200 input tokens)',
  ]);
});

it('says nothing when nothing is lacking', () => {
  expect(notChargedLines({ unpriced: [], missingDays: [] })).toEqual([]);
});
