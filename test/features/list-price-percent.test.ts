import { expect, it } from 'vitest';
import { addDays } from '#core/time/day.ts';
import { daysOf } from '#core/time/period.ts';
import { findBudget } from '#features/alerts/watch-budgets.ts';
import { answer, spendOf } from '#features/answers/answer.ts';
import { answerJson } from '#features/answers/json.ts';
import { answerNotes } from '#features/answers/words.ts';
import { budgetStateOf } from '#features/budgets/budget-states.ts';
import { budgetLines } from '#features/budgets/words.ts';
import { check } from '#features/check/check.ts';
import { checkText } from '#features/check/text.ts';
import { digest } from '#features/digests/digest.ts';
import { digestNotes } from '#features/digests/digest-notes.ts';
import { forecastOf } from '#features/forecast/forecast.ts';
import { forecastNotes } from '#features/forecast/words.ts';
import { overview } from '#features/overview/overview.ts';
import { overviewText } from '#features/overview/text.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { testDatabase } from '../support/database.ts';
import { givenBilled, givenSource, givenUsage } from '../support/day-builder.ts';
import { testParts } from '../support/parts.ts';

const now = new Date('2026-11-22T12:00:00Z');
const young = '2026-11-21';
const today = '2026-11-22';

/** A team that pays nine tenths of $10 a day; nothing of the last two days is billed yet. */
async function tenOff() {
  const database = await testDatabase();
  await givenSource(database, 'admin');
  for (const day of daysOf({ from: '2026-10-25', to: '2026-11-23' })) {
    const isYoung = day >= young;
    await givenUsage(database, 'admin', day, [{ model: 'gpt-4o', usd: '10' }], isYoung ? now : undefined);
    const lines = isYoung ? [] : [{ lineItem: 'gpt-4o, input', model: 'gpt-4o', usd: '9' }];
    for (const cut of ['project', 'user'] as const)
      await givenBilled(database, 'admin', cut, day, lines, isYoung ? { fetchedAt: now } : {});
  }
  return testParts(database);
}

const period = { from: young, to: today, calendar: null };

it('every figure of a day that is not billed yet says at what percentage of list price it is estimated', async () => {
  const parts = await tenOff();
  const one = await spendOf(parts, period, [], now);
  expect(one.total.costNanoUsd).toBe(9_000_000_000n);
  expect(answerNotes(one).notes).toContain('Estimated at 90% of list price, as billed lately, UTC days');
  expect(answerJson(one)).toMatchObject({ basis: 'estimated', listPricePercent: 90 });
  const week = await spendOf(parts, { from: '2026-11-16', to: '2026-11-23', calendar: null }, [], now);
  expect(week.total.costNanoUsd).toBe(63_000_000_000n);
  expect(answerNotes(week).notes).toContain('Billed by OpenAI, UTC days; 21–22 Nov 2026 estimated at 90% of list price, as billed lately');
  const shownOverview = terminalText(overviewText(await overview(parts, now), wholeText));
  expect(shownOverview).toMatch(/Yesterday .*\$9\.00/);
  expect(shownOverview.match(/21–22 Nov 2026 estimated at 90% of list price, as billed lately/g)).toHaveLength(1);
  const report = await digest(parts, { rhythm: 'daily', filters: [], period }, null, now);
  expect(digestNotes(report).join('\n')).toContain('Estimated at 90% of list price, as billed lately');
  const forecast = await forecastOf(parts, { unit: 'month', filters: [], now });
  expect(forecastNotes(forecast).join('\n')).toContain('21–22 Nov 2026 estimated at 90% of list price, as billed lately');
  // 30 days of $9
  expect(forecast.forecast?.totalNanoUsd).toBe(270_000_000_000n);
  const budget = { ...{ number: 1, isPaused: false, version: 1, watchedFrom: young, setUpBy: 'U1' } };
  const plan = { amountNanoUsd: 10_000_000_000n, period: 'day' as const, filters: [], thresholds: [95], channelId: 'C1' };
  const state = await budgetStateOf(parts, { ...budget, ...plan }, { from: today, to: addDays(today, 1) }, now);
  expect(state.reachedPercent).toBe(null);
  expect(budgetLines(state, id => id).progress).toContain('$9.00 · 22 Nov, estimated at 90% of list price');
});

it('what a settled bill holds says nothing of it, and what no bill can answer says that it is at list price', async () => {
  const parts = await tenOff();
  const settled = await spendOf(parts, { from: '2026-11-16', to: '2026-11-18', calendar: null }, [], now);
  expect(answerNotes(settled).notes).toContain('Billed by OpenAI, UTC days');
  const query = { metric: 'cost', period, by: ['tier'], filters: [], top: null, versus: null, form: 'default' } as const;
  const byTier = await answer(parts, query, now);
  expect(byTier.total.costNanoUsd).toBe(10_000_000_000n);
  const note = 'Estimated at list price, UTC days; lately bills came to 90% of it';
  expect(answerNotes(byTier).notes).toContain(note);
  expect(answerJson(byTier)).toMatchObject({ basis: 'estimated', listPricePercent: null, billedPercent: 90 });
  const scope = [{ dimension: 'operation', values: ['completion'], exclude: false }] as const;
  const report = await digest(parts, { rhythm: 'daily', filters: scope, period }, null, now);
  expect(digestNotes(report).join('\n')).toContain('Estimated at list price, UTC days; lately bills came to 90% of it');
  const words = 'estimated at list price, bills come to 90% of it';
  expect(forecastNotes(await forecastOf(parts, { unit: 'month', filters: scope, now })).join()).toContain(
    'So far estimated at list price, UTC days; lately bills came to 90% of it',
  );
  const plan = { amountNanoUsd: 10_000_000_000n, period: 'day' as const, filters: scope, thresholds: [95], channelId: 'C1' };
  const budget = { ...{ number: 1, isPaused: false, version: 1, watchedFrom: young, setUpBy: 'U1' }, ...plan };
  expect(budgetLines(await budgetStateOf(parts, budget, { from: young, to: today }, now), id => id).progress).toContain(
    `$10.00 · 21 Nov, ${words}`,
  );
  const [alert] = await findBudget(parts, budget, { saysForecast: true, open: [], now });
  const facts = await alert?.facts();
  expect(facts?.finding).toMatchObject({ alert: 'budget', basis: 'estimated', billedPercent: 90 });
});

it('the free use of a day without a bill costs $0.00 by estimate, and is not called billed', async () => {
  const database = await testDatabase();
  await givenSource(database, 'admin');
  for (const day of daysOf({ from: '2026-11-01', to: '2026-11-22' })) {
    const isYoung = day === young;
    await givenUsage(database, 'admin', day, [{ model: 'gpt-4o', usd: '10', requests: 1 }], isYoung ? now : undefined);
    const lines = isYoung ? [] : [{ lineItem: 'gpt-4o, input', model: 'gpt-4o', usd: '0' }];
    for (const cut of ['project', 'user'] as const)
      await givenBilled(database, 'admin', cut, day, lines, isYoung ? { fetchedAt: now } : {});
  }
  const query = { metric: 'cost', period, by: ['model'], filters: [], top: null, versus: null, form: 'default' } as const;
  const byModel = await answer(testParts(database), query, now);
  expect(byModel.groups.map(({ costNanoUsd }) => costNanoUsd)).toEqual([0n]);
  const one = await spendOf(testParts(database), period, [{ dimension: 'model', values: ['gpt-4o'], exclude: false }], now);
  expect([one.basis, one.listPricePercent, one.total.costNanoUsd]).toEqual(['estimated', 0, 0n]);
});

it('the check compares with the list price', async () => {
  const view = await check(await tenOff(), { period: { from: '2026-11-16', to: '2026-11-19' } });
  expect(terminalText(checkText(view, wholeText))).toMatch(
    /^OpenAI billed \$27\.00, \$3\.00 \(10%\) less than estimated: .*\(below list price\)\./,
  );
});
