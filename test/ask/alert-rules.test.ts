import { beforeEach, describe, expect, it } from 'vitest';
import type { AlertParts } from '../../src/ask/alert-parts.ts';
import { evaluateAlerts } from '../../src/ask/alerts.ts';
import type { AlertRule } from '../../src/core/alert-rule.ts';
import { nanoUsdFromDecimal } from '../../src/core/money.ts';
import { createAlertRule, setAlertRuleState } from '../../src/store/alert-rules.ts';
import type { Database } from '../../src/store/database.ts';
import { openIncidents } from '../../src/store/incidents.ts';
import { testDatabase } from '../support/database.ts';
import { givenSource, givenUsage } from '../support/day-builder.ts';
import { told, written } from './support/outbox.ts';

const usd = nanoUsdFromDecimal;
const at = (time: string) => new Date(`2026-11-${time}:00Z`);
const change = { by: 'U0ADMIN', at: at('01T00:00'), what: 'set up' };
const rule = (more: Partial<AlertRule> & Pick<AlertRule, 'kind'>): AlertRule => ({
  channelId: 'C0COSTS',
  amountNanoUsd: null,
  hours: null,
  filters: [],
  ...more,
});

let database: Database;
let parts: AlertParts;
const spend = (day: string, dollars: string | null, model = 'gpt-4o-2024-08-06', fetchedAt?: Date) =>
  givenUsage(
    database,
    'usage',
    `2026-11-${day}`,
    [{ usd: dollars, model, project: 'proj_search', requests: 1, inputTokens: 10 }],
    fetchedAt,
  );
const look = (time: string) => evaluateAlerts(parts, at(time));

beforeEach(async () => {
  database = await testDatabase();
  parts = { database, settleDays: 3, peopleVisible: 'admins' };
  await givenSource(database, 'usage', 'usage');
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
});

describe('a model without a price', () => {
  it('is said once, and over when it has one', async () => {
    await createAlertRule(database, rule({ kind: 'unpriced' }), '2026-11-02', change);
    await spend('01', null, 'gpt-old');
    await spend('02', null, 'gpt-new');
    await look('02T12:00');
    await look('02T13:00');
    expect((await written(database)).map(({ view }) => view.finding)).toMatchObject([
      { model: 'gpt-new', quantities: [{ unit: 'inputTokens', quantity: 10 }] },
    ]);
    await spend('02', '3', 'gpt-new');
    await look('02T14:00');
    expect((await told(database)).slice(1)).toEqual(['update resolved', 'reply resolved']);
  });
});

describe('the first use of a model', () => {
  it('is said of one that comes after a week of history, not of what a backfill finds', async () => {
    await createAlertRule(database, rule({ kind: 'new model' }), '2026-11-02', change);
    await spend('03', '1', 'gpt-first');
    await look('03T12:00');
    for (const day of ['01', '02', '04', '05', '06', '07', '08', '09', '10']) await spend(day, '1', 'gpt-first');
    await spend('11', '1', 'gpt-later');
    await look('11T12:00');
    await look('11T13:00');
    expect((await written(database)).map(({ view }) => view.finding)).toMatchObject([{ name: 'gpt-later', day: '2026-11-11' }]);
  });
});
