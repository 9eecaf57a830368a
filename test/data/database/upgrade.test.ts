import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { openSpendbot, type Spendbot } from '#app/open-spendbot.ts';
import { readAddress } from '#data/database/address.ts';
import { migrate, readMigrations, schemaVersion } from '#data/database/migrate.ts';
import { openPostgres } from '#data/database/postgres.ts';
import type { Schema } from '#data/database/schema.ts';
import { openSqlite } from '#data/database/sqlite.ts';
import { dataTables } from '#data/database/table-shapes.ts';
import { evaluateAlerts } from '#features/alerts/evaluate.ts';
import { check } from '#features/check/check.ts';
import type { OverviewView } from '#features/overview/view.ts';
import { setUpAlerts } from '../../../demo/alerts.ts';
import { setUpDigest } from '../../../demo/digest.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { standInConfig } from '../../support/config.ts';
import { testDatabaseUrl } from '../../support/database.ts';
import { partOf } from '../../support/part-of.ts';
import { viewOf, viewOfKind } from '../../support/parts.ts';
import { silentLogger } from '../../support/silent-logger.ts';

const now = new Date('2026-11-22T12:00:00Z');
const migrations = readMigrations();
const newest = migrations.length;
/** About usage and the bill, over days that have settled and days that haven't. */
const questions = [
  'last 30d',
  'by model last 30d',
  'by project, model last 30d',
  'by user last 7d',
  'tokens by operation last 30d',
  'by day mtd',
];

type Row = Readonly<Record<string, unknown>>;
/** Every row, by table. */
type Content = ReadonlyMap<string, readonly Row[]>;

let openAi: OpenAiStandIn;
let folder: string;
let content: Content;
let answers: unknown[];

/** A history in the latest schema, with digests, alerts and the messages they led to. */
beforeAll(async () => {
  openAi = await startOpenAiStandIn({ now: () => now, limits: { usage: null, admin: null } });
  folder = mkdtempSync(join(tmpdir(), 'spendbot-upgrade-'));
  const url = `file:${join(folder, 'newest.sqlite')}`;
  await setUpDigest(url, now);
  await setUpAlerts(url, now);
  const spendbot = await spendbotOn(url);
  await spendbot.collections.run({ from: '2026-10-14', to: '2026-11-23' });
  await evaluateAlerts(spendbot.parts, now);
  content = await contentOf(spendbot.parts.database);
  answers = await answersOf(spendbot);
  await spendbot.close();
});

afterAll(async () => {
  await openAi.close();
  rmSync(folder, { recursive: true, force: true });
});

it('is tried with data in what was collected, set up, and said', () => {
  const filled = [...content].filter(([, rows]) => rows.length > 0).map(([table]) => table);
  expect(filled).toEqual(
    expect.arrayContaining(['usage_row', 'billed_row', 'collected_day', 'budget', 'incident', 'outbox', 'subscription']),
  );
  expect(JSON.stringify(answers[1], inText)).toMatch(/"costNanoUsd":"[1-9]/);
});

const versions = migrations.map(({ version }) => version);

it.each(partOf(versions, 3))('from version %i keeps every row, and the same questions have the same answers', async version => {
  const url = await testDatabaseUrl({ hasSchema: false });
  const kept = await writtenBy(version, url);
  const spendbot = await spendbotOn(url);
  onTestFinished(() => spendbot.close());
  expect(await schemaVersion(spendbot.parts.database)).toBe(newest);
  const upgraded = await contentOf(spendbot.parts.database);
  for (const [table, rows] of kept) {
    const columns = Object.keys(rows[0] ?? {});
    expect([table, sorted(upgraded.get(table) ?? [], columns)]).toEqual([table, sorted(rows, columns)]);
  }
  expect(await answersOf(spendbot)).toEqual(answers);
});

/** Writes the content to a new database as of `version`, and returns what that schema has room for. */
async function writtenBy(version: number, url: string): Promise<Content> {
  const address = readAddress(url);
  const database: Kysely<Schema> = address.kind === 'sqlite' ? openSqlite(address.file) : await openPostgres(address.url);
  try {
    await migrate(database, migrations.slice(0, version));
    const written = new Map<string, readonly Row[]>();
    for (const { name, columns } of await dataTables(database)) {
      const rows = (content.get(name) ?? []).map(row =>
        only(
          row,
          columns.map(column => column.name),
        ),
      );
      // Rows that a migration inserted itself aren't the team's.
      await sql`delete from ${sql.table(name)}`.execute(database);
      for (let at = 0; at < rows.length; at += 200) await insert(database, name, rows.slice(at, at + 200));
      written.set(name, rows);
    }
    return written;
  } finally {
    await database.destroy();
  }
}

async function insert(database: Kysely<Schema>, table: string, rows: readonly Row[]): Promise<void> {
  const columns = sql.join(Object.keys(rows[0] ?? {}).map(column => sql.ref(column)));
  const values = sql.join(rows.map(row => sql`(${sql.join(Object.values(row))})`));
  await sql`insert into ${sql.table(table)} (${columns}) values ${values}`.execute(database);
}

async function contentOf(database: Kysely<Schema>): Promise<Content> {
  const found = new Map<string, readonly Row[]>();
  for (const { name } of await dataTables(database)) {
    found.set(name, (await sql<Row>`select * from ${sql.table(name)}`.execute(database)).rows);
  }
  return found;
}

function spendbotOn(url: string): Promise<Spendbot> {
  return openSpendbot(standInConfig(openAi, 'admin', url), () => now, silentLogger);
}

async function answersOf(spendbot: Spendbot): Promise<unknown[]> {
  // A version without budgets has none after the upgrade.
  const asked = await Promise.all(
    questions.map(async question => ({ ...(await viewOf(spendbot.parts, question, now)), budgetNanoUsdPerDay: null })),
  );
  const { outlook, ...others } = await viewOfKind<OverviewView>('overview', spendbot.parts, '', now);
  const overview = { ...others, budgets: [], outlook: { ...outlook, budgetNanoUsd: null } };
  // Version 1 doesn't know the estimate for each unit of a row.
  const { sources } = await check(spendbot.parts, { period: { from: '2026-10-20', to: '2026-11-20' } });
  const compared = sources.map(source => ({ days: source.comparedDays, byDay: source.reconciliation?.byDay, unpriced: source.unpriced }));
  return [...asked, overview, compared];
}

function only(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.filter(column => column in row).map(column => [column, row[column]]));
}

/** What rows hold in `columns`, as text, because rows have no order. */
function sorted(rows: readonly Row[], columns: readonly string[]): string[] {
  // Thousands of rows: calling back for each value takes ten times as long.
  return rows.map(row => JSON.stringify(columns.map(column => inText(column, row[column])))).sort();
}

function inText(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
