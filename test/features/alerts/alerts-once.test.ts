import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Database, openDatabase } from '#data/database/open.ts';
import { createBudget } from '#features/setup/budgets-store.ts';
import { testDatabase } from '../../support/database.ts';
import { told } from '../support/outbox.ts';
import { budget, change, type Watched, watched } from './watched.ts';

let database: Database;
let spend: Watched['spend'];
let look: Watched['look'];

beforeEach(async () => {
  database = await testDatabase();
  ({ spend, look } = await watched(database));
});

describe('a restart in between', () => {
  it('loses nothing and says nothing twice', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'spendbot-alerts-'));
    const url = `file:${join(folder, 'spendbot.sqlite')}`;
    const start = async () => {
      database = await openDatabase(url);
      ({ spend, look } = await watched(database));
    };
    const restart = async () => {
      await database.destroy();
      await start();
    };
    await start();
    onTestFinished(async () => {
      await database.destroy();
      await rm(folder, { recursive: true, force: true });
    });
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
    expect(await told(database)).toEqual(['post firing 52%', 'update firing 82%', 'broadcast firing 82%']);
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
    expect(loud).toEqual(['post firing 52%', 'broadcast firing 82%', 'broadcast firing 112%']);
  });
});
