import { expect, it } from 'vitest';
import { formatBasis } from '#show/format-figures.ts';
import { type Sourced, sourceNotes } from '#show/source-notes.ts';

const provisionalDays = ['2026-11-23', '2026-11-24'];
const billed: Sourced = { basis: 'billed', estimatedDays: [], provisionalDays, dataThrough: '2026-11-24T15:53:00Z' };

it.each<[string, Sourced]>([
  ['Billed by OpenAI, UTC days · 23–24 Nov may still grow · read through 24 Nov, 15:53 UTC', billed],
  [
    'Billed by OpenAI, UTC days; 24 Nov estimated · 23–24 Nov may still grow · read through 24 Nov, 15:53 UTC',
    { ...billed, basis: 'mixed', estimatedDays: ['2026-11-24'] },
  ],
  [
    'Billed by OpenAI, UTC days · 23–24 Nov estimated at 90% of list price, as billed lately, may still grow · read through 24 Nov, 15:53 UTC',
    { ...billed, basis: 'mixed', estimatedDays: provisionalDays, listPricePercent: 90 },
  ],
  [
    'Estimated: usage × price, UTC days · 24 Dec 2025 may still grow · read through 24 Nov, 15:53 UTC',
    { ...billed, basis: 'estimated', provisionalDays: ['2025-12-24'] },
  ],
  ['Nothing was collected · no data was collected yet', { ...billed, basis: 'none', provisionalDays: [], dataThrough: null }],
])('the small print is "%s"', (line, sourced) => {
  expect(sourceNotes(sourced).join(' · ')).toBe(line);
});

it.each([
  [98, 'estimated at 98% of list price'],
  [99, 'estimated'],
  [101, 'estimated'],
  [102, 'estimated at 102% of list price'],
  [0, 'estimated at 0% of list price'],
])('a level of %d%% of list price is told as "%s"', (percent, words) => {
  expect(formatBasis('estimated', percent)).toBe(words);
  const [source] = sourceNotes({ ...billed, basis: 'estimated', listPricePercent: percent });
  expect(source?.includes('% of list price, as billed lately')).toBe(Math.abs(percent - 100) >= 2);
});
