import { type RawBuilder, sql, type Transaction } from 'kysely';
import { finestGroupings } from '#collect/openai/admin-wire.ts';
import { addDays, dayOf, type Instant } from '#core/time/day.ts';
import { daysOf } from '#core/time/period.ts';
import { readMigrations } from '#data/database/migrate.ts';
import type { Database } from '#data/database/open.ts';
import type { Schema } from '#data/database/schema.ts';
import { saveActiveSources, saveEndpoints } from '#data/ledger/source-states.ts';

/** An organisation that outgrows one machine: each person is active each day, with one key, in one of the projects. */
const size = { people: 2000, models: 30, projects: 200, days: 3 * 365, rowsPerDay: 9140 };
/** One billed amount a person and key and day, in either cut. */
const billedPerDay = size.people;
/** The newest model has had no price for so many days. */
const unpricedDays = 30;

const perTransaction = 30;

export interface Generated {
  readonly usageRows: number;
  readonly billedRows: number;
  readonly totals: number;
  /** Of writing the rows. */
  readonly writeSeconds: number;
  /** Of making the totals from them, with the statements of the migration. */
  readonly sumSeconds: number;
}

/**
 * Writes the organisation's history, up to `untilDays` days before `now`, with plain statements that make many rows each. The numbers are
 * arithmetic of the row's position, so that two runs measure the same.
 */
export async function generate(database: Database, now: Instant, untilDays: number, say: (words: string) => void): Promise<Generated> {
  const to = addDays(dayOf(now), -untilDays);
  const days = daysOf({ from: addDays(to, -size.days), to });
  const start = performance.now();
  await saveActiveSources(database, [{ id: 'admin', kind: 'admin' }]);
  await saveEndpoints(
    database,
    'admin',
    Object.keys(finestGroupings).map(id => ({ id, emptyIsKnown: true })),
  );
  await database.transaction().execute(async transaction => {
    await sql`create table bench_number (i bigint not null primary key)`.execute(transaction);
    await sql`insert into bench_number with recursive n(i) as (select 0 union all select i + 1 from n where i < ${sql.lit(size.rowsPerDay - 1)})
      select i from n`.execute(transaction);
    await nameEverybody(transaction);
  });
  for (let first = 0; first < days.length; first += perTransaction) {
    const part = days.slice(first, first + perTransaction);
    await database.transaction().execute(async transaction => {
      for (const [index, day] of part.entries()) {
        const isRecent = first + index >= days.length - unpricedDays;
        for (const statement of dayStatements(
          day,
          first + index,
          isRecent,
          [`${addDays(day, 10)}T00:00:00.000Z`, now.toISOString()].sort()[0] ?? '',
        )) {
          await statement.execute(transaction);
        }
      }
    });
    say(`${Math.min(first + perTransaction, days.length)} of ${days.length} days written`);
  }
  await sql`drop table bench_number`.execute(database);
  const written = performance.now();
  await sumUp(database, days, say);
  const { rows } = await sql<{
    totals: bigint;
  }>`select (select count(*) from usage_total) + (select count(*) from billed_total) as totals`.execute(database);
  return {
    usageRows: days.length * size.rowsPerDay,
    billedRows: days.length * billedPerDay * 2,
    totals: Number(rows[0]?.totals ?? 0n),
    writeSeconds: (written - start) / 1000,
    sumSeconds: (performance.now() - written) / 1000,
  };
}

/** Makes the totals as an upgrade does, but some days at a time: all at once takes no other result, and SQLite much longer. */
async function sumUp(database: Database, days: readonly string[], say: (words: string) => void): Promise<void> {
  const all = readMigrations().find(({ name }) => name === '0007_totals.sql')?.statements ?? [];
  const sums = all.filter(statement => statement.startsWith('insert into'));
  for (let first = 0; first < days.length; first += perTransaction) {
    const [from = '', to = ''] = [days[first], days[Math.min(first + perTransaction, days.length) - 1]];
    const ofDays = (statement: string) =>
      statement.replaceAll(/\bfrom (usage_row|billed_row)\b/g, `from (select * from $1 where day between '${from}' and '${to}') as $1`);
    await database.transaction().execute(async transaction => {
      for (const statement of sums.filter(one => !one.includes('span / 10'))) await sql.raw(ofDays(statement)).execute(transaction);
    });
    say(`${Math.min(first + perTransaction, days.length)} of ${days.length} days summed`);
  }
  await database.transaction().execute(async transaction => {
    for (const statement of sums.filter(one => one.includes('span / 10'))) await sql.raw(statement).execute(transaction);
  });
}

function dayStatements(day: string, d: number, isRecent: boolean, fetchedAt: string): RawBuilder<unknown>[] {
  const u = `((i * 7919 + ${d} * 104729) % ${size.people})`;
  const m = `(((i / ${size.people}) * 7 + ${u}) % ${size.models})`;
  const input = `(1000 + (i * 104729 + ${d} * 7919) % 90000)`;
  const model = `'gpt-' || ${m} || '-2026-01-01'`;
  const isUnpriced = isRecent ? `${m} = ${size.models - 1}` : '1 = 0';
  const usage = `insert into usage_row
    select '${day}', 'admin', 'completions', 'completion', ${model}, '', 'proj_' || (${u} % ${size.projects}), 'user-' || ${u}, 'key_' || ${u},
      case when i % 11 = 0 then 'batch' else 'default' end,
      1 + i % 40, ${input}, ${input} / 4, 0, ${input} / 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      case when ${isUnpriced} then null else ${input} * 2500 + ${input} / 5 * 10000 end, 0,
      case when ${isUnpriced} then '[{"unit":"inputTokens","quantity":' || ${input} || '}]' else '' end,
      case when ${isUnpriced} then '[]' else '[{"source":"genai-prices","version":"0.1.8","from":null}]' end,
      case when ${isUnpriced} then '' else '{"inputTokens":"' || (${input} * 2500) || '","outputTokens":"' || (${input} / 5 * 10000) || '"}' end
    from bench_number`;
  const bill = (cut: string, project: string, key: string, user: string) => `insert into billed_row
    select '${day}', 'admin', '${cut}', ${project}, ${key}, ${user}, ${model} || ', input', ${model}, ${input} * 20000, null, null
    from bench_number where i < ${billedPerDay}`;
  const endpoints = Object.entries(finestGroupings).map(([endpoint, groupedBy]) => {
    const rows = endpoint === 'completions' ? size.rowsPerDay : endpoint.startsWith('costs/') ? billedPerDay : 0;
    return `('admin', '${endpoint}', '${day}', '${fetchedAt}', ${rows}, '${groupedBy.join(',')}')`;
  });
  return [
    usage,
    bill('project', `'proj_' || (${u} % ${size.projects})`, `'key_' || ${u}`, `''`),
    bill('user', `''`, `''`, `'user-' || ${u}`),
    `insert into collected_day (source, endpoint, day, fetched_at, row_count, grouped_by) values ${endpoints.join(', ')}`,
  ].map(statement => sql.raw(statement));
}

async function nameEverybody(database: Transaction<Schema>): Promise<void> {
  const kinds = [
    ['user', 'user-', size.people],
    ['key', 'key_', size.people],
    ['project', 'proj_', size.projects],
  ] as const;
  for (const [dimension, prefix, count] of kinds) {
    const ids = sql.raw(`'${prefix}' || i`);
    await sql`insert into seen (dimension, id, source, first_day)
      select ${sql.lit(dimension)}, ${ids}, 'admin', '2023-01-01' from bench_number where i < ${sql.lit(count)}`.execute(database);
    await sql`insert into name (source, dimension, id, name, email)
      select 'admin', ${sql.lit(dimension)}, ${ids}, ${sql.raw(`'${dimension} no. ' || i`)}, null from bench_number where i < ${sql.lit(count)}`.execute(
      database,
    );
  }
  await sql`insert into seen (dimension, id, source, first_day)
    select 'model', 'gpt-' || i || '-2026-01-01', 'admin', '2023-01-01' from bench_number where i < ${sql.lit(size.models)}`.execute(
    database,
  );
}
