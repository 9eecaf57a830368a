import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import { type Database, openDatabase } from '#data/database/open.ts';
import type { AlertParts } from '#features/access/manager.ts';
import { evaluateAlerts } from '#features/alerts/evaluate.ts';
import type { Budget } from '#features/budgets/budget.ts';
import { createBudget } from '#features/budgets/budgets-store.ts';
import { testDatabase } from '../../support/database.ts';
import { givenSource, givenUsage } from '../../support/day-builder.ts';
import { told } from '../support/outbox.ts';

const usd = nanoUsdFromDecimal;
const at = (time: string) => new Date(`2026-11-${time}:00Z`);
const change = { by: 'U0ADMIN', at: at('01T00:00'), what: 'set up' };
const budget: Budget = { amountNanoUsd: usd(500), period: 'month', filters: [], thresholds: [50, 80, 100], channelId: 'C0COSTS' };

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

describe('a restart in between', () => {
  it('loses nothing and says nothing twice', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'spendbot-alerts-'));
    const url = `file:${join(folder, 'spendbot.sqlite')}`;
    const restart = async () => {
      await database.destroy();
      database = await openDatabase(url);
      parts = { ...parts, database };
    };
    database = await openDatabase(url);
    onTestFinished(async () => {
      await database.destroy();
      await rm(folder, { recursive: true, force: true });
    });
    await givenSource(database, 'usage', 'usage');
    await createBudget(database, budget, '2026-11-01', change);
    for (const [day, dollars] of [
      ['02', '260'],
      ['03', '150'],
    ] as const) {
      await spend(day, dollars);
      await restart();
      await look(`${day}T12:00`);
      await restart();
      await look(`${day}T12:05`);
    }
    expect(await told(database)).toEqual(['post firing 52 %', 'update firing 82 %', 'broadcast firing 82 %']);
  });
});

describe('several evaluations at once', () => {
  it('say everything once', async () => {
    await createBudget(database, budget, '2026-11-01', change);
    for (const [day, dollars] of [
      ['02', '260'],
      ['03', '150'],
      ['04', '150'],
    ] as const) {
      await spend(day, dollars);
      await Promise.all(Array.from({ length: 4 }, () => look(`${day}T12:00`)));
    }
    const loud = (await told(database)).filter(line => !line.startsWith('update'));
    expect(loud).toEqual(['post firing 52 %', 'broadcast firing 82 %', 'broadcast firing 112 %']);
  });
});
