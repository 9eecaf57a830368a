import { beforeEach, describe, expect, it } from 'vitest';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import { addDays, mondayOf } from '#core/time/day.ts';
import { daysOf } from '#core/time/period.ts';
import type { Database } from '#data/database/open.ts';
import { alertHeadline } from '#features/alerts/alert-headline.ts';
import { evaluateAlerts } from '#features/alerts/evaluate.ts';
import { openIncidents } from '#features/alerts/incidents-store.ts';
import { createAlertRule, setAlertRuleState, setForecastOn } from '#features/alerts/rules-store.ts';
import { createBudget } from '#features/setup/budgets-store.ts';
import { testDatabase } from '../../support/database.ts';
import { givenUsage } from '../../support/day-builder.ts';
import { told, written } from '../support/outbox.ts';
import { at, budget, change, rule, type Watched, watched } from './watched.ts';

const usd = nanoUsdFromDecimal;
let database: Database;
let spend: Watched['spend'];
let look: Watched['look'];
let parts: Watched['parts'];

beforeEach(async () => {
  database = await testDatabase();
  ({ parts, spend, look } = await watched(database));
});

describe('a day over an amount', () => {
  it('is said once for each day, from the day on which it was set up', async () => {
    for (const day of ['01', '02', '03', '04']) await spend(day, day === '03' ? '90' : '120');
    await createAlertRule(database, rule({ kind: 'day', amountNanoUsd: usd(100) }), '2026-11-02', change);
    await look('04T12:00');
    await look('04T13:00');
    expect((await written(database)).map(({ view }) => view.finding)).toMatchObject([{ day: '2026-11-02' }, { day: '2026-11-04' }]);
    await look('16T12:00');
    expect((await openIncidents(database)).map(({ subject }) => subject)).toEqual(['2026-11-04']);
    await setAlertRuleState(database, 1, 'removed', change);
    await look('16T13:00');
    expect(await openIncidents(database)).toEqual([]);
  });
});

describe('a day that was not read to its end', () => {
  const headlines = async () => (await written(database)).map(({ view }) => alertHeadline(view));

  it('is told until it was read, and once it was read whole, as it was', async () => {
    await spend('04', '120', undefined, at('04T15:53'));
    await createAlertRule(database, rule({ kind: 'day', amountNanoUsd: usd(100) }), '2026-11-02', change);
    for (const time of ['04T16:00', '04T23:30', '05T12:00']) await look(time);
    await spend('04', '130', undefined, at('05T13:00'));
    await look('05T13:00');
    expect(await headlines()).toEqual([
      'Wed 4 Nov has cost $120.00 so far, over your $100 a day',
      'Wed 4 Nov had cost $120.00 by 15:53 UTC, over your $100 a day',
      'Wed 4 Nov cost $130.00, over your $100 a day',
    ]);
  });

  it('can be a spike, and stays one with what it cost until then', async () => {
    await givenTenWeeks();
    const read = at('26T15:53');
    for (const day of ['27', '28', '29', '30']) await database.deleteFrom('collected_day').where('day', '=', `2026-11-${day}`).execute();
    await spend('26', '250', undefined, read);
    await database.updateTable('collected_day').set({ fetched_at: read.toISOString() }).execute();
    await createAlertRule(database, rule({ kind: 'spike', amountNanoUsd: usd(20) }), '2026-11-20', change);
    for (const time of ['26T16:00', '27T12:00']) await look(time);
    expect(await headlines()).toEqual([
      'Thu 26 Nov has cost $250.00 so far, five times a usual Thursday ($50)',
      'Thu 26 Nov had cost $250.00 by 15:53 UTC, five times a usual Thursday ($50)',
    ]);
  });
});

/** $50 a day, half of it on weekends, for 70 days before 1 December 2026, but for `dollarsOn`. */
async function givenTenWeeks(dollarsOn: Readonly<Record<string, string>> = {}): Promise<void> {
  for (const day of daysOf({ from: '2026-09-22', to: '2026-12-01' })) {
    const weekend = mondayOf(day) <= addDays(day, -5);
    const extra = dollarsOn[day];
    await givenUsage(database, 'usage', day, [
      { usd: weekend ? '25' : '50', model: 'gpt-4o-2024-08-06', project: 'proj_search', requests: 1, inputTokens: 10 },
      ...(extra === undefined ? [] : [{ usd: extra, model: 'o3-2025-04-16', project: 'proj_batch', requests: 1, inputTokens: 10 }]),
    ]);
  }
}

describe('a spike', () => {
  it('is said of the day that cost far more than its weekday does, with what caused it', async () => {
    await givenTenWeeks({ '2026-11-26': '200' });
    await createAlertRule(database, rule({ kind: 'spike', amountNanoUsd: usd(20) }), '2026-11-20', change);
    await look('27T12:00');
    await look('28T12:00');
    const all = await written(database);
    expect(all.filter(({ operation }) => operation === 'post')).toHaveLength(1);
    expect(all[0]?.view).toMatchObject({
      finding: { alert: 'spike', day: '2026-11-26', costNanoUsd: usd(250), sameWeekdays: Array(8).fill(usd(50)) },
      causes: {
        from: '2026-11-19',
        to: '2026-11-19',
        changeNanoUsd: usd(200),
        parts: [
          { dimension: 'model', label: 'o3-2025-04-16', changeNanoUsd: usd(200) },
          { dimension: 'project', label: 'proj_batch', changeNanoUsd: usd(200) },
        ],
      },
      why: 'why 26 Nov 2026 vs 19 Nov 2026',
    });
    // 30 days of November: 21 on weekdays and 9 on weekends are 21 × $50 + 9 × $25 = $1,275, and $200 more.
    expect(Number(all[0]?.view.heading?.forecastNanoUsd) / 1e9).toBeCloseTo(1475, -2);
  });

  it('tells where its own month ends, and not the next one', async () => {
    await givenTenWeeks({ '2026-11-26': '200' });
    await createAlertRule(database, rule({ kind: 'spike', amountNanoUsd: usd(20) }), '2026-11-20', change);
    await look('30T12:00');
    expect((await written(database)).at(-1)?.view.heading).toMatchObject({ from: '2026-11-01' });
    await evaluateAlerts(parts, new Date('2026-12-01T12:00:00Z'));
    expect((await written(database)).at(-1)?.view.heading).toBeNull();
  });

  it('is none below the minimum amount', async () => {
    await givenTenWeeks({ '2026-11-26': '200' });
    await createAlertRule(database, rule({ kind: 'spike', amountNanoUsd: usd(201) }), '2026-11-20', change);
    await look('27T12:00');
    expect(await told(database)).toEqual([]);
  });

  it('is never said of days before the alert was set up', async () => {
    await givenTenWeeks({ '2026-11-18': '200' });
    await createAlertRule(database, rule({ kind: 'spike', amountNanoUsd: usd(20) }), '2026-11-20', change);
    await look('20T12:00');
    expect(await told(database)).toEqual([]);
  });
});

describe('a month that is heading past its budget', () => {
  const of1200 = { ...budget, amountNanoUsd: usd(1200), thresholds: [100] };

  it('is said once, before the budget is spent, unless forecasts are turned off', async () => {
    await givenTenWeeks();
    await createBudget(database, of1200, '2026-11-01', change);
    await setForecastOn(database, false, change);
    await look('12T12:00');
    expect(await told(database)).toEqual([]);
    await setForecastOn(database, true, change);
    await look('12T12:00');
    await look('12T18:00');
    const all = await written(database);
    // $1,275 of $1,200 are 106%.
    expect(all.map(({ operation, view }) => [operation, view.finding])).toMatchObject([['post', { alert: 'forecast', percent: 106 }]]);
  });

  it('is a line in the alert of a threshold, said aloud once a month; both together are one alert', async () => {
    await givenTenWeeks();
    await createBudget(database, { ...of1200, thresholds: [50, 100] }, '2026-11-01', change);
    await look('12T12:00');
    // On the 16th at noon, $675 are spent: 56%.
    await look('16T12:00');
    await look('16T13:00');
    expect(await told(database)).toEqual(['post firing', 'update firing 56%', 'broadcast firing 56%']);
    expect(await openIncidents(database)).toHaveLength(1);
  });

  it('is said in the thread of a threshold that was reached before', async () => {
    await givenTenWeeks();
    await createBudget(database, { ...of1200, thresholds: [20, 100] }, '2026-11-01', change);
    await setForecastOn(database, false, change);
    await look('12T12:00');
    await setForecastOn(database, true, change);
    await Promise.all([look('12T13:00'), look('12T13:00')]);
    await look('12T14:00');
    expect(await told(database)).toEqual(['post firing 43%', 'update firing 43%', 'broadcast firing 43%']);
  });

  it('is withdrawn when forecasts are turned off, where nothing else was reached', async () => {
    await givenTenWeeks();
    await createBudget(database, of1200, '2026-11-01', change);
    await look('12T12:00');
    await setForecastOn(database, false, change);
    await look('12T13:00');
    expect((await written(database)).at(-1)).toMatchObject({ view: { state: 'resolved', endedBecause: 'withdraw' } });
  });

  it('is not said on its first day, and before the fourth only where the likely range is all above the budget', async () => {
    const uneven = daysOf({ from: '2026-09-22', to: '2026-12-01' }).filter((_, index) => index % 5 === 0);
    await givenTenWeeks(Object.fromEntries(uneven.map((day, index) => [day, index % 2 === 0 ? '120' : '20'])));
    const amounts = [usd(900), usd(1450)];
    for (const amountNanoUsd of amounts) await createBudget(database, { ...of1200, amountNanoUsd }, '2026-11-01', change);
    const toldOn = async (time: string) => {
      await look(time);
      return new Set((await written(database)).map(({ view }) => 'amountNanoUsd' in view.finding && view.finding.amountNanoUsd));
    };
    expect(await toldOn('01T00:21')).toEqual(new Set());
    expect(await toldOn('03T12:00')).toEqual(new Set([usd(900)]));
    expect(await toldOn('04T12:00')).toEqual(new Set(amounts));
  });

  it('is not said where it is heading for less', async () => {
    await givenTenWeeks();
    await createBudget(database, { ...of1200, amountNanoUsd: usd(1400) }, '2026-11-01', change);
    await look('12T12:00');
    expect(await told(database)).toEqual([]);
  });
});

describe('a source that falls silent', () => {
  it('is said after the hours without a collection, and over with the next', async () => {
    await createAlertRule(database, rule({ kind: 'silent', hours: 6 }), '2026-11-02', change);
    await spend('02', '1', undefined, at('02T06:00'));
    await look('02T11:59');
    expect(await told(database)).toEqual([]);
    await look('02T12:00');
    expect(await told(database)).toEqual(['post firing']);
    await spend('02', '1', undefined, at('02T13:00'));
    await look('02T13:05');
    expect((await told(database)).slice(1)).toEqual(['update resolved', 'reply resolved']);
    await look('02T20:00');
    expect((await told(database)).slice(3)).toEqual(['post firing']);
  });

  it('is said with the hours of now', async () => {
    await createAlertRule(database, rule({ kind: 'silent', hours: 2 }), '2026-11-02', change);
    await spend('02', '1', undefined, at('02T06:00'));
    for (const time of ['02T08:00', '02T08:05', '02T18:10']) await look(time);
    const all = await written(database);
    expect(all.map(({ operation, view }) => [operation, view.finding])).toMatchObject([
      ['post', { hours: 2, source: '' }],
      ['update', { hours: 12 }],
    ]);
    await spend('02', '1', undefined, at('02T19:00'));
    await look('02T19:05');
    // It ends with what was missing, not with the collection that ended it.
    expect((await written(database)).at(-1)?.view.finding).toMatchObject({ hours: 12, lastCollectedAt: '2026-11-02T06:00:00.000Z' });
  });
});

describe('a budget whose source is behind', () => {
  it('is told through the last day that was read, and compared with as many days of the month before', async () => {
    await spend('10', '260', 'gpt-4o-2024-08-06', at('10T20:00'));
    await createBudget(database, budget, '2026-11-01', change);
    await look('12T12:00');
    const [message] = await written(database);
    expect(message?.view.finding).toMatchObject({ alert: 'budget', through: '2026-11-10' });
    expect(message?.view.why).toContain('1–10 Nov 2026');
  });
});
