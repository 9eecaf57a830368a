import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { sql } from 'kysely';
import { Client } from 'pg';
import { type Database, openDatabase } from '#data/database/open.ts';
import { changeDaysVersion } from '#data/ledger/source-states.ts';
import { startPostgres } from '../../test/support/start-postgres.ts';
import { now } from '../history.ts';
import { median, timesOf } from '../measure.ts';
import { percentile } from '../percentile.ts';
import { collectTimes } from './collect-times.ts';
import { generate } from './generate.ts';
import { questions } from './questions.ts';

/** The newest days are not generated but collected, so that their bill is not in yet, as with every team. */
const collectedDays = 3;
const answers = 50;
const firstAnswers = 10;

/** `npm run bench -- --large`: ten million usage rows on each database. */
export async function benchLarge(kinds: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-large-'));
  try {
    if (kinds.includes('sqlite')) {
      mkdirSync(join(folder, 'sqlite'));
      await benchOn(
        'SQLite',
        name => openDatabase(`file:${join(folder, 'sqlite', name)}`),
        () => Promise.resolve(),
      );
      rmSync(join(folder, 'sqlite'), { recursive: true });
    }
    if (kinds.includes('postgres')) {
      const server = await startPostgres(['shared_buffers=1GB', 'work_mem=64MB', 'max_wal_size=8GB']);
      try {
        const open = async (name: string) => {
          await server.createDatabase(name);
          return openDatabase(`${server.address}/${name}`);
        };
        await benchOn('PostgreSQL', open, () => vacuum(`${server.address}/old`));
      } finally {
        await server.stop();
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `settle` does what the database does by itself after a while. */
async function benchOn(kind: string, open: (name: string) => Promise<Database>, settle: () => Promise<void>): Promise<void> {
  const say = (words: string) => process.stderr.write(`${kind}: ${words}\n`);
  const database = await open('old');
  const generated = await generate(database, now, collectedDays - 1, say);
  await settle();
  say('collecting');
  const empty = await open('young');
  const [young = [], old = []] = await collectTimes([empty, database], now, collectedDays);
  await empty.destroy();
  const table = new Table({
    head: [kind, 'median', 'p99', 'after a day was kept', 'the same as SQL over the rows'],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right', 'right', 'right'],
  });
  const before = heldMebibytes();
  let most = before;
  for (const question of questions(database, now)) {
    say(question.text);
    const answered = await timesOf(answers, question.answer);
    most = Math.max(most, heldMebibytes());
    const first = await timesAfterCollecting(database, question.answer);
    const start = performance.now();
    await sql.raw(question.statement).execute(database);
    const stated = performance.now() - start;
    table.push([question.text, ms(median(answered)), ms(percentile(answered, 99)), ms(median(first)), ms(stated)]);
  }
  table.push(
    [
      `rows written (${count(generated.usageRows)} usage, ${count(generated.billedRows)} billed)`,
      `${generated.writeSeconds.toFixed(0)} s`,
      '',
      '',
      '',
    ],
    [`totals made of them (${count(generated.totals)})`, `${generated.sumSeconds.toFixed(0)} s`, '', '', ''],
    ['one day collected, into an empty database', ms(median(young)), ms(Math.max(...young)), '', ''],
    ['one day collected, after the history', ms(median(old)), ms(Math.max(...old)), '', ''],
    ['memory before the questions, at most during them', `${before.toFixed(0)} MiB`, `${most.toFixed(0)} MiB`, '', ''],
  );
  process.stdout.write(`${table.toString()}\n`);
  await database.destroy();
}

/** Of answers to the first question after each collection: what is remembered of days is then read anew. */
async function timesAfterCollecting(database: Database, answer: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let count = 0; count < firstAnswers; count += 1) {
    await database.transaction().execute(transaction => changeDaysVersion(transaction, 'admin'));
    const start = performance.now();
    await answer();
    times.push(performance.now() - start);
  }
  return times;
}

/** What autovacuum does within minutes. Not through the pool, which puts every statement into a transaction. */
async function vacuum(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query('vacuum analyze');
  await client.end();
}

function heldMebibytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 2 ** 20;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
