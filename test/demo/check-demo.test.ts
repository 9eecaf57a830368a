import { describe, expect, it } from 'vitest';
import { playedOnStage } from '../../demo/check-demo.ts';
import { createLedger } from '../../demo/openai/ledger.ts';

const print = () => undefined;

describe('the played conversation', () => {
  it.each([
    ['at noon in the week', '2026-11-18T12:00:00Z'],
    ['minutes after midnight on a Monday, a first of the month', '2027-02-01T00:07:00Z'],
    ['on a leap day', '2028-02-29T23:00:00Z'],
    ['on the last evening of a year', '2026-12-31T23:30:00Z'],
  ])('is answered rightly %s', async (_when, now) => {
    const { commands, buttons, shares, problems } = await playedOnStage(new Date(now), print);
    expect(problems).toEqual([]);
    expect([commands >= 12, buttons >= 4, shares >= 1]).toEqual([true, true, true]);
  });

  it('is not right where the truth is another', async () => {
    const now = new Date('2026-11-18T12:00:00Z');
    const { compared, problems } = await playedOnStage(now, print, createLedger('another team', now));
    expect(problems.length).toBeGreaterThan(compared / 4);
  });
});
