import { describe, expect, it } from 'vitest';
import { filters } from './asked-filters.ts';
import { onSunday } from './asked-periods.ts';
import { problems } from './asked-problems.ts';
import { readings } from './asked-questions.ts';
import { sentences } from './asked-sentences.ts';
import { readAs, understood } from './team.ts';

describe('a whole sentence', () => {
  it.each(sentences)('"%s" is read as "%s"', (text, reading) => {
    expect(readAs(text)).toBe(reading);
  });
});

/** What tells two ways of asking apart. */
function asAsked(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}

describe('the tables of this folder', () => {
  const understoodWays = new Set([...readings, ...sentences, ...onSunday, ...filters].map(([text]) => asAsked(text)));
  const misunderstoodWays = new Set(problems.map(([text]) => asAsked(text)));

  it('hold at least 300 different ways of asking, each read as what it says again', () => {
    expect(understoodWays.size).toBeGreaterThanOrEqual(300);
    for (const text of understoodWays) expect(understood(readAs(text)), text).toEqual(understood(text));
  });

  it('hold at least 60 that are not understood', () => {
    expect(misunderstoodWays.size).toBeGreaterThanOrEqual(60);
  });
});
