import { beforeEach, describe, expect, it } from 'vitest';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import type { Database } from '#data/database/open.ts';
import { createAlertRule } from '#features/alerts/rules-store.ts';
import { testDatabase } from '../../support/database.ts';
import { givenUsage } from '../../support/day-builder.ts';
import { told, written } from '../support/outbox.ts';
import { change, rule, type Watched, watched } from './watched.ts';

const usd = nanoUsdFromDecimal;

let database: Database;
let spend: Watched['spend'];
let look: Watched['look'];

beforeEach(async () => {
  database = await testDatabase();
  ({ spend, look } = await watched(database));
});

describe('a model without a price', () => {
  it('is said once, and over when it has one', async () => {
    await createAlertRule(database, rule({ kind: 'unpriced' }), '2026-11-02', change);
    await spend('01', null, 'gpt-old');
    await spend('02', null, 'gpt-new');
    await look('02T12:00');
    await look('02T13:00');
    expect((await written(database)).map(({ view }) => view.finding)).toMatchObject([
      { model: 'gpt-new', quantities: [{ unit: 'inputTokens', quantity: 10 }], project: { label: 'proj_search', share: 1 } },
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
    expect((await written(database)).map(({ view }) => view)).toMatchObject([
      {
        finding: { name: 'gpt-later', day: '2026-11-11', costNanoUsd: usd(1), project: { label: 'proj_search', share: 1 } },
        why: 'by project for model gpt-later 11 Nov 2026',
      },
    ]);
    await spend('12', '2', 'gpt-later');
    await look('12T12:00');
    expect((await written(database)).at(-1)).toMatchObject({ operation: 'update', view: { finding: { costNanoUsd: usd(3) } } });
  });

  it('is told in the alert that it lacks a price, where the channel hears of that', async () => {
    for (const kind of ['new model', 'unpriced'] as const) await createAlertRule(database, rule({ kind }), '2026-11-02', change);
    for (const day of ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10']) await spend(day, '1');
    await spend('11', null, 'gpt-later');
    await look('11T12:00');
    await spend('11', '4', 'gpt-later');
    await look('11T13:00');
    const posts = (await written(database)).filter(({ operation }) => operation === 'post');
    expect(posts.map(({ view }) => view.finding)).toMatchObject([{ alert: 'unpriced', from: '2026-11-11', isNew: true }]);
  });

  it('of a key tells no figures of it where those are for admins alone', async () => {
    await createAlertRule(database, rule({ kind: 'new key' }), '2026-11-02', change);
    for (const day of ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10']) await spend(day, '1');
    await givenUsage(database, 'usage', '2026-11-11', [{ usd: '5', key: 'key_new', project: 'proj_search', requests: 1, inputTokens: 10 }]);
    await look('11T12:00');
    expect((await written(database)).map(({ view }) => view)).toMatchObject([
      { finding: { alert: 'new key', costNanoUsd: null, project: { label: 'proj_search' } }, why: null },
    ]);
  });
});
