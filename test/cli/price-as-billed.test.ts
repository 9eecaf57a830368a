import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { run } from '#cli/run.ts';
import { daysOf } from '#core/time/period.ts';
import { openDatabase } from '#data/database/open.ts';
import { givenBilled, givenSource } from '../support/day-builder.ts';

const clock = () => new Date('2026-11-22T12:00:00Z');

/** The address of a database whose settled bills charge for a million tokens of gpt-9, by source. */
async function billing(usd: Readonly<Record<string, string>>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-price-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const url = `file:${join(folder, 'spendbot.sqlite')}`;
  const database = await openDatabase(url);
  const sources = Object.keys(usd);
  for (const source of sources) {
    await givenSource(
      database,
      source,
      'admin',
      sources.filter(other => other !== source),
    );
    for (const day of daysOf({ from: '2026-11-15', to: '2026-11-19' })) {
      const row = { model: 'gpt-9', lineItem: 'gpt-9, input', usd: usd[source] ?? '', quantity: 1_000_000 };
      await givenBilled(database, source, 'project', day, [row]);
    }
  }
  await database.destroy();
  return url;
}

/** What `spendbot price` prints for rows of a model that no list knows. */
async function priced(url: string, rows: readonly object[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const stdin = Readable.from(rows.map(row => `${JSON.stringify({ model: 'gpt-9', ...row })}\n`));
  const environment = async () => ({ SPENDBOT_CONFIG: '/dev/null', DATABASE_URL: url });
  const code = await run(['price'], { stdin, stdout, stderr, environment, clock });
  for (const stream of [stdout, stderr]) stream.end();
  const [out, err] = await said;
  expect([code, err]).toEqual([0, '']);
  return out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}

it('prices a row of a day that is still to settle as billed, and names that source', async () => {
  const url = await billing({ admin: '4' });
  const [young, settled, mixed] = await priced(url, [
    { day: '2026-11-21', inputTokens: 500_000 },
    { day: '2026-11-17', inputTokens: 500_000 },
    { day: '2026-11-21', inputTokens: 500_000, outputTokens: 7 },
  ]);
  const price = { source: 'as billed', version: '2026-11-18', from: '2026-11-15' };
  const line = { unit: 'inputTokens', quantity: 500_000, usdPerUnit: '0.000004', costUsd: '2', price };
  expect(young).toEqual({ costUsd: '2.000000000', approximate: false, lines: [line], unpriced: [] });
  expect(settled).toMatchObject({ costUsd: null, lines: [], unpriced: [{ unit: 'inputTokens', quantity: 500_000 }] });
  expect(mixed).toMatchObject({ costUsd: '2.000000000', lines: [line], unpriced: [{ unit: 'outputTokens', quantity: 7 }] });
});

it('takes the bill of the row’s own source, and none where it is not known which', async () => {
  const url = await billing({ one: '4', two: '5' });
  const row = { day: '2026-11-21', inputTokens: 1_000_000 };
  const costs = (await priced(url, [row, { ...row, source: 'one' }, { ...row, source: 'two' }])).map(({ costUsd }) => costUsd);
  expect(costs).toEqual([null, '4.000000000', '5.000000000']);
});
