import { describe, expect, it } from 'vitest';
import { addDays, type Day } from '#core/time/day.ts';
import { daysOf } from '#core/time/period.ts';
import type { Database } from '#data/database/open.ts';
import { overviewJson } from '#features/overview/json.ts';
import { overview } from '#features/overview/overview.ts';
import { overviewText } from '#features/overview/text.ts';
import type { OverviewView } from '#features/overview/view.ts';
import { overviewFigures, overviewNotes } from '#features/overview/words.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { testDatabase } from '../../support/database.ts';
import { billed, givenOrganisation, type Used, used } from '../support/month.ts';

const million = 1_000_000;
const use: Used = { model: 'gpt-4o-2024-08-06', requests: 1, inputTokens: million };
const unheard = (inputTokens: number): Used => ({ model: 'gpt-7-preview', requests: 1, inputTokens });

/** Collects each day from `from` until `to`, at noon of the last one, as billed at list price: $2.50. */
async function collected(database: Database, from: Day, to: Day, rows: (day: Day) => readonly Used[] = () => [use]): Promise<void> {
  for (const day of daysOf({ from, to })) {
    await used(database, day, rows(day), new Date(`${addDays(to, -1)}T12:00:00Z`));
    await billed(database, day, { 'gpt-4o-2024-08-06, input': 2.5 }, new Date(`${addDays(to, -1)}T12:00:00Z`));
  }
}

async function organisation(): Promise<Database> {
  const database = await testDatabase();
  await givenOrganisation(database);
  return database;
}

const overviewAt = (database: Database, now: string, settleDays = 3) => overview({ database, settleDays }, new Date(now));
const noteOf = (view: OverviewView, words: string) =>
  overviewNotes(view)
    .flatMap(line => line.split(' · '))
    .find(note => note.includes(words));

describe('the overview names what its figures lack', () => {
  it.each<[string, Day, Day, string, string | undefined]>([
    ['days of the month before the first that was collected', '2026-11-16', '2026-11-22', '2026-11-22', '1–15 Nov'],
    ['days of the last seven in the month before', '2026-11-30', '2026-12-03', '2026-12-03', '26–29 Nov'],
    ['today', '2026-11-01', '2026-11-21', '2026-11-22', '22 Nov'],
    ['nothing where all was collected', '2026-11-01', '2026-11-22', '2026-11-22', undefined],
  ])('%s', async (_, from, last, today, missing) => {
    const database = await organisation();
    await collected(database, from, addDays(last, 1));
    const view = await overviewAt(database, `${today}T12:00:00Z`);
    expect(noteOf(view, 'Not collected yet')).toBe(missing === undefined ? undefined : `Not collected yet: ${missing}`);
  });

  it('unpriced usage of young days, in the month and in the last seven days alike', async () => {
    const database = await organisation();
    const rows = (day: Day) => (day >= '2026-11-29' ? [use, unheard(day >= '2026-12-01' ? 100 : 1000)] : [use]);
    await collected(database, '2026-11-20', '2026-12-03', rows);
    const early = await overviewAt(database, '2026-12-02T12:00:00Z');
    // 29 and 30 Nov: 1000 each; 1 and 2 Dec: 100 each
    expect(early.unpriced).toEqual([{ model: 'gpt-7-preview', unit: 'inputTokens', quantity: 2200 }]);
    expect(noteOf(early, 'Not in the cost')).toBe('Not in the cost, no price is known: gpt-7-preview (2,200 input tokens)');
  });

  it('nothing unpriced on settled days, which the bill has', async () => {
    const database = await organisation();
    await collected(database, '2026-11-01', '2026-11-23', day => (day < '2026-11-15' ? [use, unheard(1000)] : [use]));
    expect((await overviewAt(database, '2026-11-22T12:00:00Z')).unpriced).toBeUndefined();
  });

  it('every day of any figure that may still grow', async () => {
    const database = await organisation();
    await collected(database, '2026-11-20', '2026-12-03');
    expect(noteOf(await overviewAt(database, '2026-12-02T12:00:00Z'), 'may still grow')).toBe('29 Nov – 2 Dec may still grow');
    expect(noteOf(await overviewAt(database, '2026-12-02T12:00:00Z', 9), 'may still grow')).toBe('25 Nov – 2 Dec may still grow');
  });

  it('a cost of which nothing was collected as a dash, and as null for programs', async () => {
    const database = await organisation();
    await collected(database, '2026-11-01', '2026-11-22');
    const view = await overviewAt(database, '2026-11-22T12:00:00Z');
    expect(terminalText(overviewText(view, wholeText))).toMatch(/\n {2}Today so far +– /);
    expect(overviewJson(view)).toMatchObject({ todaySoFar: { costUsd: null }, yesterday: { costUsd: '2.500000000' } });
    expect(overviewJson(view)).toMatchObject({ missingDays: ['2026-11-22'], unpriced: [], unknownDays: [] });
  });
});

describe('the month to date', () => {
  it.each<[string, Day, number | null]>([
    ['compares with nothing on the 1st, which has hours only', '2026-12-01', null],
    // $5.00 against 1 and 2 Nov
    ['compares with the same days of the month before from the 2nd on', '2026-12-02', 0],
  ])('%s', async (_, today, change) => {
    const database = await organisation();
    await collected(database, '2026-10-25', addDays(today, 1));
    expect((await overviewAt(database, `${today}T06:00:00Z`)).monthToDate.changePercent).toBe(change);
  });
});

describe('the change of a figure says what it compares', () => {
  it('the month through yesterday, and yesterday not where a sentence does', async () => {
    const database = await organisation();
    const costs = (day: Day) => (day === '2026-11-16' ? 10 : day === '2026-11-23' ? 12 : 2.5);
    for (const day of daysOf({ from: '2026-09-28', to: '2026-11-25' })) {
      const at = new Date('2026-11-24T12:00:00Z');
      await used(database, day, [use], at);
      await billed(database, day, { 'gpt-4o-2024-08-06, input': costs(day) }, at);
    }
    const [, yesterday, , month] = overviewFigures(await overviewAt(database, '2026-11-24T12:00:00Z'));
    // $12 after $10
    expect(yesterday?.note).toBe('Mon 23 Nov');
    expect(month?.note).toMatch(/^1–23 Nov: \+\d+% vs 1–23 Oct, Mon 23 Nov alone cost \$12$/);
  });

  it('yesterday with its weekday where too little is known to say what is usual', async () => {
    const database = await organisation();
    await collected(database, '2026-11-16', '2026-11-25');
    const view = await overviewAt(database, '2026-11-24T12:00:00Z');
    expect(overviewFigures(view)[1]?.note).toBe('0% vs Mon 16 Nov');
  });
});
