import { describe, expect, it } from 'vitest';
import { filters } from './asked-filters.ts';
import { onSunday } from './asked-periods.ts';
import { plainly } from './asked-plainly.ts';
import { problems } from './asked-problems.ts';
import { readings } from './asked-questions.ts';
import { sentences } from './asked-sentences.ts';
import { slips } from './asked-slips.ts';
import { misunderstood, readAs, understood } from './team.ts';

describe('what is typed without the help', () => {
  it.each(plainly)('"%s" is read as "%s"', (text, reading) => {
    expect(readAs(text)).toBe(reading);
  });
});

describe('a whole sentence', () => {
  it.each(sentences)('"%s" is read as "%s"', (text, reading) => {
    expect(readAs(text)).toBe(reading);
  });
});

/** What tells two ways of asking apart. */
function asAsked(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ');
}

describe('a slip of the fingers', () => {
  it.each(slips)('"%s" is answered with "%s"', (text, suggestion) => {
    expect(misunderstood(text).suggestion).toBe(suggestion);
  });
});

describe('the tables of this folder', () => {
  const understoodWays = new Set([...readings, ...sentences, ...plainly, ...onSunday, ...filters].map(([text]) => asAsked(text)));
  const misunderstoodWays = new Set([...problems, ...slips].map(([text]) => asAsked(text)));

  it('hold at least 300 different ways of asking, each read as what it says again', () => {
    expect(understoodWays.size).toBeGreaterThanOrEqual(300);
    for (const text of understoodWays) expect(understood(readAs(text)), text).toEqual(understood(text));
  });

  it('hold at least 60 that are not understood, each answered with what is said and suggested of it', () => {
    expect(misunderstoodWays.size).toBeGreaterThanOrEqual(60);
    const suggested = [...problems.flatMap(([, , suggestion]) => suggestion ?? []), ...slips.map(([, suggestion]) => suggestion)];
    for (const suggestion of suggested) expect(readAs(suggestion), suggestion).not.toBe('');
    console.info(
      `${understoodWays.size} ways of asking, each with its reading; ${misunderstoodWays.size} not understood, ${suggested.length} of them with a suggestion`,
    );
    expect(suggested.length).toBeGreaterThanOrEqual(60);
  });
});
