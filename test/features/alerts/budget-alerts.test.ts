import { beforeEach, describe, expect, it } from 'vitest';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import { daysOf } from '#core/time/period.ts';
import type { Database } from '#data/database/open.ts';
import { alertMark } from '#features/alerts/alert-headline.ts';
import { alertMessage } from '#features/alerts/blocks.ts';
import { createAlertRule } from '#features/alerts/rules-store.ts';
import { answerTyped } from '#features/answer-typed.ts';
import { budgetStates } from '#features/budgets/budget-states.ts';
import { markOfBudget } from '#features/budgets/words.ts';
import { createBudget } from '#features/setup/budgets-store.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { testDatabase } from '../../support/database.ts';
import { givenUsage } from '../../support/day-builder.ts';
import { anAdmin, testParts } from '../../support/parts.ts';
import { written } from '../support/outbox.ts';
import { at, budget, change, rule, type Watched, watched } from './watched.ts';

let database: Database;
let look: Watched['look'];
let parts: Watched['parts'];

beforeEach(async () => {
  database = await testDatabase();
  ({ parts, look } = await watched(database));
});

/** Days from 1 October 2026 on that each cost `usd`, as if read at `fetchedAt`. */
async function given(from: string, to: string, usd: string, fetchedAt: Date, inputTokens = 1000): Promise<void> {
  for (const day of daysOf({ from, to }))
    await givenUsage(database, 'usage', day, [{ usd, model: 'o3', project: 'proj_search', requests: 1, inputTokens }], fetchedAt);
}

/** What the newest message says, a line each. */
async function lastSaid(): Promise<string[]> {
  const view = (await written(database)).at(-1)?.view;
  return view === undefined ? [] : alertMessage(view).text.split('\n');
}

async function whyText(asked: string, now: Date): Promise<string> {
  const { text } = await answerTyped(testParts(database), asked, anAdmin, now);
  return terminalText(text(wholeText));
}

describe('an alert about a budget', () => {
  it.each([
    ['🟢', 'heads under it, and its days pass faster', 610, ['2026-11-01', '2026-11-25', '20']],
    ['🟡', 'heads over it', 520, ['2026-11-01', '2026-11-25', '20']],
    ['🔴', 'is spent', 400, ['2026-11-01', '2026-11-25', '20']],
    ['🟡', 'passed a threshold sooner than its days pass, and slowed down since', 900, ['2026-11-01', '2026-11-08', '100']],
  ] as const)('is %s, as the list of budgets is, where it %s', async (mark, _what, dollars, [from, to, usd]) => {
    await given('2026-10-01', '2026-11-01', '5', at('25T12:00'));
    await given('2026-11-01', '2026-11-25', '1', at('25T12:00'));
    await given(from, to, usd, at('25T12:00'));
    const amountNanoUsd = nanoUsdFromDecimal(String(dollars));
    const now = to === '2026-11-08' ? '08T12:00' : '24T12:00';
    await createBudget(database, { ...budget, amountNanoUsd }, '2026-11-01', change);
    await look(now);
    const [message] = await written(database);
    const [state] = await budgetStates(parts, at(now), { maySeePeople: true });
    if (message === undefined || state === undefined) throw new Error('nothing is said');
    expect([alertMark(message.view), markOfBudget(state)]).toEqual([mark, mark]);
  });

  it('compares whole days with whole days while a day runs, and asks why of the same days', async () => {
    await given('2026-10-01', '2026-11-01', '10', at('24T15:00'));
    await given('2026-11-01', '2026-11-24', '12', at('24T15:00'), 1200);
    await given('2026-11-24', '2026-11-25', '1', at('24T15:00'), 100);
    await createBudget(database, budget, '2026-11-01', change);
    await look('24T15:53');
    const [headline, spent, growth] = await lastSaid();
    expect(headline).toContain('has reached 55% of the $500 budget');
    expect(spent).toMatch(/^\$277\.00 by 24 Nov .* The largest model is o3 \(\$277\.00, 100%\)/);
    // 23 days of $2 more, as why says; with 1–24 Oct it would be $37 and 16% more tokens.
    expect(growth).toBe('$46 more through 23 Nov than 1–23 Oct: proj_search on o3, +$46, 20% more tokens.');
    const why = (await written(database)).at(-1)?.view.why;
    expect(why).toBe('why 1–23 Nov 2026 (month to date) vs 1–23 Oct 2026');
    expect(await whyText(why ?? '', at('24T15:53'))).toContain('cost $46.00 more than 1–23 Oct');
  });

  it('says when on its last day reading stopped', async () => {
    await given('2026-10-01', '2026-11-25', '12', at('24T17:00'));
    await createBudget(database, budget, '2026-11-01', change);
    for (const [time, said] of [
      ['24T18:00', '$288.00 by 24 Nov ('],
      ['24T23:00', '$288.00 by 24 Nov, 17:00 UTC ('],
      ['26T12:00', '$288.00 by 24 Nov, 17:00 UTC ('],
    ] as const) {
      await look(time);
      expect((await lastSaid())[1]).toContain(said);
    }
  });
});

it('tells the difference of the two amounts as they are told, as why does', async () => {
  await given('2026-11-17', '2026-11-18', '195.934', at('25T12:00'));
  await given('2026-11-24', '2026-11-25', '204.807', at('25T12:00'));
  await createAlertRule(database, rule({ kind: 'day', amountNanoUsd: nanoUsdFromDecimal('150') }), '2026-11-24', change);
  await look('25T12:00');
  // $204.807 − $195.934 is $8.873, but $204.81 − $195.93 is $8.88.
  expect((await lastSaid())[1]).toContain('$8.88 more than Tue 17 Nov: proj_search on o3, +$8.88');
  expect(await whyText('why nov 24 vs nov 17', at('25T12:00'))).toContain('$8.88 more');
});
