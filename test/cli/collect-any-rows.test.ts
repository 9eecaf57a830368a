import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import { unixSecondsOf } from '#core/time/day.ts';
import { draws } from '../support/part-of.ts';
import { runCli } from '../support/run-cli.ts';

const day = '2026-11-10';
const days = ['--from', day, '--to', day] as const;

type Fields = Readonly<Record<string, unknown>>;
/** A row as it is served, what it counts if it can be read, and whether anything of it is left out. */
interface Served {
  readonly raw: unknown;
  readonly counts: Fields | null;
  readonly isLeftOut: boolean;
}

/** Fields that nobody asked for hold any JSON. */
const anyFields = fc.dictionary(fc.constantFrom('object', 'extra', 'organization_id', '__proto__x', 'start_time'), fc.jsonValue());

/** Good rows; rows of which one field breaks all, or only itself; and what is no row at all. */
function served(good: fc.Arbitrary<Fields>, breaksAll: readonly Fields[], breaksItself: readonly Fields[]): fc.Arbitrary<Served> {
  const row = fc.tuple(good, anyFields).map(([fields, more]) => ({ ...more, ...fields }));
  const broken = (changes: readonly Fields[]) => fc.tuple(row, fc.constantFrom(...changes)).map(([fields, change]) => ({ fields, change }));
  const left = { counts: null, isLeftOut: true };
  return fc.oneof(
    { weight: 4, arbitrary: row.map(fields => ({ raw: fields, counts: fields, isLeftOut: false })) },
    { weight: 1, arbitrary: broken(breaksAll).map(({ fields, change }) => ({ raw: { ...fields, ...change }, ...left })) },
    {
      weight: 1,
      arbitrary: broken(breaksItself).map(({ fields, change }) => ({ raw: { ...fields, ...change }, counts: fields, isLeftOut: true })),
    },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(null, 7, 'row', [], true).map(raw => ({ raw, ...left })) },
  );
}

const id = fc.constantFrom('a', 'b', null);
const owners = { project_id: id, api_key_id: id, user_id: id };
const notText = ['\u0000', 'x'.repeat(5000), 7, {}];
const notCounts = ['5', 0.5, -1, 1e300, [], undefined];
const every = (field: string, values: readonly unknown[]): Fields[] => values.map(value => ({ [field]: value }));

const completions = served(
  fc.record({
    ...owners,
    model: fc.constantFrom('gpt-4o-2024-08-06', 'gpt-9'),
    input_tokens: fc.nat(10_000),
    output_tokens: fc.nat(100),
    num_model_requests: fc.nat(9),
  }),
  [...every('input_tokens', notCounts), ...every('output_tokens', notCounts), ...every('model', notText), { batch: 'yes' }],
  [...every('num_model_requests', notCounts), ...every('user_id', notText)],
);
const costs = served(
  fc.record({
    ...owners,
    amount: fc.nat(10_000).map(value => ({ value: value / 1000, currency: 'usd' })),
    line_item: fc.constantFrom('gpt-4o-2024-08-06, input', null),
  }),
  [...every('amount', [null, 5, { value: '1,000' }, { value: 1, currency: 'eur' }, { value: '1e18' }, { currency: 'usd' }, undefined])],
  [...every('quantity', ['1,000', '', {}]), ...every('project_id', notText), ...every('line_item', notText)],
);
const texts = served(
  fc.record({
    operation: fc.constantFrom('completion', 'edit', 'unheard of'),
    snapshot_id: fc.constantFrom('gpt-4o', 'o3'),
    n_context_tokens_total: fc.nat(10_000),
    n_requests: fc.nat(9),
  }),
  [...every('n_context_tokens_total', notCounts), ...every('snapshot_id', notText)],
  [...every('n_requests', notCounts), ...every('email', notText)],
);
const spoken = served(
  fc.record({ model_id: fc.constant('tts-1'), num_characters: fc.nat(10_000), num_requests: fc.nat(9) }),
  [...every('num_characters', notCounts), ...every('model_id', notText)],
  every('num_requests', notCounts),
);
const unheard = fc.jsonValue().map((raw): Served => ({ raw, counts: null, isLeftOut: true }));

/** What is served now, by the name of the endpoint or the array. */
let current: Readonly<Record<string, readonly Served[]>> = {};
const server = createServer((request, response) => {
  const path = (request.url ?? '').replace(/\?.*/, '');
  const rows = (name: string) => (current[name] ?? []).map(({ raw }) => raw);
  const bucket = { start_time: unixSecondsOf(day), end_time: unixSecondsOf(day) + 86_400, results: rows(path.split('/').at(-1) ?? '') };
  const isBuckets = path.includes('/usage/') || path.endsWith('/costs');
  const lists = { data: [], has_more: false };
  const page = isBuckets ? { data: [bucket], has_more: false, next_page: null } : lists;
  const arrays = Object.fromEntries(Object.keys(current).map(name => [name, rows(name)]));
  response.setHeader('content-type', 'application/json').end(JSON.stringify(path === '/v1/usage' ? { data: [], ...arrays } : page));
});
let url: string;
let folder: string;
let runs = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spendbot-any-'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

/** Collects and exports the day: the exit code, what was said to be left out, and the sum of each figure. */
async function collected(key: Readonly<Record<string, string>>) {
  runs += 1;
  const own = { DATABASE_URL: `file:${join(folder, `${runs}.sqlite`)}`, OPENAI_BASE_URL: url, OPENAI_REQUESTS_PER_MINUTE: '10000' };
  const variables = { ...own, ...key, LOG_LEVEL: 'silent' };
  const { code, stderr } = await runCli(['collect', ...days], variables);
  expect(stderr).toBe('');
  const lines: Fields[] = JSON.parse((await runCli(['export', ...days, '--format', 'json'], variables)).stdout);
  const { leftOut } = JSON.parse((await runCli(['ask', day, '--json'], variables)).stdout);
  const sumOf = (name: string) => lines.reduce((sum, line) => sum + Number(line[name] ?? 0), 0);
  const billed = lines.reduce((sum, line) => sum + nanoUsdFromDecimal(String(line.billedCostUsd ?? 0)), 0n);
  const wholeRows = leftOut.filter(({ part }: Fields) => part === 'row').reduce((sum: number, { rows }: { rows: number }) => sum + rows, 0);
  return { code, sumOf, billed, wholeRows };
}

function isWhole(...rows: readonly (readonly Served[])[]): boolean {
  return rows.flat().every(({ isLeftOut }) => !isLeftOut);
}

function countOf(rows: readonly Served[], field: string): number {
  return rows.reduce((sum, { counts }) => sum + Number(counts?.[field] ?? 0), 0);
}

function unread(...rows: readonly (readonly Served[])[]): number {
  return rows.flat().filter(({ counts }) => counts === null).length;
}

const some = (rows: fc.Arbitrary<Served>) => fc.array(rows, { maxLength: 6 });

it('whatever rows an organization serves, collect ends with 0 only if all of them are in the sums', async () => {
  await fc.assert(
    fc.asyncProperty(some(completions), some(costs), async (used, bill) => {
      current = { completions: used, costs: bill };
      const { code, sumOf, billed, wholeRows } = await collected({ OPENAI_ADMIN_KEY: 'sk-admin-test' });
      const amounts = bill.map(({ counts }) => nanoUsdFromDecimal((counts?.amount as { value: number } | undefined)?.value ?? 0));
      expect(billed).toBe(amounts.reduce((sum, amount) => sum + amount, 0n));
      expect([sumOf('inputTokens'), sumOf('outputTokens')]).toEqual([countOf(used, 'input_tokens'), countOf(used, 'output_tokens')]);
      expect(wholeRows).toBe(unread(used, bill));
      expect(code).toBe(isWhole(used, bill) ? 0 : 1);
    }),
    { numRuns: draws(20) },
  );
}, 120_000);

it('whatever arrays a plain key is served, collect ends with 0 only if all of their rows are in the sums', async () => {
  await fc.assert(
    fc.asyncProperty(some(texts), some(spoken), fc.array(unheard, { maxLength: 2 }), async (data, speeches, others) => {
      current = { data, tts_api_data: speeches, ft_data: others };
      const { code, sumOf, wholeRows } = await collected({ OPENAI_API_KEY: 'sk-test' });
      expect(sumOf('inputTokens')).toBe(countOf(data, 'n_context_tokens_total'));
      expect(sumOf('characters')).toBe(countOf(speeches, 'num_characters'));
      expect(wholeRows).toBe(unread(data, speeches, others));
      expect(code).toBe(isWhole(data, speeches, others) ? 0 : 1);
    }),
    { numRuns: draws(20) },
  );
}, 120_000);
