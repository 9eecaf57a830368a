import { describe, expect, it } from 'vitest';
import { decimalFromNanoUsd, type NanoUsd } from '#core/money/nano-usd.ts';
import { addDays, type Day } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import type { Database } from '#data/database/open.ts';
import { recordFailure } from '#data/ledger/replace-day.ts';
import { check } from '#features/check/check.ts';
import { checkTable } from '#features/check/check-table.ts';
import { checkVerdict } from '#features/check/check-verdict.ts';
import { checkText } from '#features/check/text.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { testDatabase } from '../../support/database.ts';
import { givenSource, givenUsage } from '../../support/day-builder.ts';
import { type Bill, billed, givenOrganisation, type Used, used } from '../support/month.ts';

const november: Period = { from: '2026-11-01', to: '2026-12-01' };
const lastOfNovember = '2026-11-30';
const settled = new Date('2026-12-10T09:00:00Z');
const million = 1_000_000;

/** What is used every day, and what it costs at list prices. */
const dailyUse: readonly Used[] = [
  { model: 'gpt-4o-2024-08-06', requests: 900, inputTokens: 10 * million, cachedInputTokens: 4 * million, outputTokens: million },
  { model: 'gpt-4.1-2025-04-14', serviceTier: 'batch', requests: 500, inputTokens: 20 * million, outputTokens: million },
  { model: 'o4-mini-2025-04-16', serviceTier: 'flex', requests: 300, inputTokens: 10 * million, outputTokens: million },
  { model: 'gpt-5-2025-08-07', requests: 400, inputTokens: 4 * million, outputTokens: million },
  { model: 'gpt-5-2025-08-07', serviceTier: 'priority', requests: 90, inputTokens: 2 * million, outputTokens: 0.5 * million },
  {
    ...{ model: 'gpt-audio-mini-2025-12-15', requests: 60, inputTokens: 2 * million, inputAudioTokens: million },
    ...{ outputTokens: million, outputAudioTokens: 0.5 * million },
  },
  { model: 'dall-e-3', operation: 'image', variant: '1024x1024', requests: 100, images: 100 },
  { model: 'gpt-4.1-2025-04-14', operation: 'web_search', variant: 'medium', requests: 500, calls: 500 },
];

/** The same on the bill. Only priority input is billed at another price than the book's: $3 for a million instead of $2.50. */
const dailyBill: Bill = {
  // (10 − 4) million × $2.50 + 4 million × $1.25 + 1 million × $10
  'gpt-4o-2024-08-06, input': 15,
  'gpt-4o-2024-08-06, cached input': 5,
  'gpt-4o-2024-08-06, output': 10,
  // Half of 20 million × $2 + 1 million × $8
  'batch | gpt-4.1-2025-04-14, input': 20,
  'batch | gpt-4.1-2025-04-14, output': 4,
  // Half of 10 million × $1.10 + 1 million × $4.40
  'flex | o4-mini-2025-04-16, input': 5.5,
  'flex | o4-mini-2025-04-16, output': 2.2,
  // 4 million × $1.25 + 1 million × $10
  'gpt-5-2025-08-07, input': 5,
  'gpt-5-2025-08-07, output': 10,
  // 2 million × $3 + 0.5 million × $20
  'priority | gpt-5-2025-08-07, input': 6,
  'priority | gpt-5-2025-08-07, output': 10,
  // 1 million × $0.60 + 1 million × $10 + 0.5 million × $2.40 + 0.5 million × $20
  'gpt-audio-mini-2025-12-15 text, input': 0.6,
  'gpt-audio-mini-2025-12-15 audio, input': 10,
  'gpt-audio-mini-2025-12-15 text, output': 1.2,
  'gpt-audio-mini-2025-12-15 audio, output': 10,
  // 100 × $0.04, 500 × $0.01
  'dall-e-3, images': 4,
  'web search tool calls': 5,
};

/** A million tokens a day of a model that nobody has a price for. */
const unpricedUse: Used = { model: 'gpt-7-preview', requests: 10, inputTokens: million };

function half(bill: Bill): Bill {
  return Object.fromEntries(Object.entries(bill).map(([lineItem, usd]) => [lineItem, Number(usd) / 2]));
}

/** Cached, batch, flex, priority, audio, images, searches, a credit on the 10th, an unpriced model from the 20th, and a last day read too early. */
async function givenNovember(database: Database): Promise<void> {
  await givenOrganisation(database);
  for (const day of daysOf(november)) {
    const isLate = day === lastOfNovember;
    const readAt = isLate ? new Date('2026-12-01T06:00:00Z') : settled;
    const isUnpriced = day >= '2026-11-20';
    await used(database, day, [...dailyUse, ...(isUnpriced ? [unpricedUse] : [])], readAt);
    const { 'web search tool calls': searches = 0, ...models } = dailyBill;
    const bill = {
      ...(isLate ? half(models) : models),
      'web search tool calls': searches,
      ...(isUnpriced ? { 'gpt-7-preview, input': 8 } : {}),
      ...(day === '2026-11-10' ? { credit: -25 } : {}),
    };
    await billed(database, day, bill, readAt);
  }
}

function checked(database: Database, period = november) {
  return check({ database, settleDays: 3 }, { period });
}

async function gapsOf(database: Database, period = november) {
  const [source] = (await checked(database, period)).sources;
  return (source?.reconciliation?.gaps ?? []).map(gap => ({
    what: gap.subject,
    why: gap.reason,
    usd: [usd(gap.billedNanoUsd), usd(gap.estimatedNanoUsd)],
    days: gap.days.length,
    parts: gap.parts.map(part => part.name),
  }));
}

function usd(amount: NanoUsd): number {
  return Number(decimalFromNanoUsd(amount));
}

describe('a month with everything in it', () => {
  it('has each gap with its reason, and nothing else', async () => {
    const database = await testDatabase();
    await givenNovember(database);
    expect(await gapsOf(database)).toEqual([
      // 11 days × $8
      { what: 'gpt-7-preview', why: 'unpriced', usd: [88, 0], days: 11, parts: ['input tokens'] },
      // All models but the unpriced one: 30 + 24 + 7.7 + 15 + 15 + 21.8 + 4 = 117.5; half of what the bill would be, 118.5
      {
        ...{ what: '', why: 'late', usd: [59.25, 117.5], days: 1 },
        parts: [
          'gpt-4o-2024-08-06',
          'gpt-5-2025-08-07',
          'gpt-4.1-2025-04-14',
          'gpt-audio-mini-2025-12-15',
          'o4-mini-2025-04-16',
          'dall-e-3',
        ],
      },
      // 29 days × 2 million × ($3 − $2.50); the late day is counted above
      { what: 'gpt-5-2025-08-07', why: 'tier', usd: [174, 145], days: 29, parts: ['priority, input tokens'] },
      { what: 'credit', why: 'credit', usd: [-25, 0], days: 1, parts: [] },
    ]);
  });

  it('is summed up in a verdict, with every figure in the text', async () => {
    const database = await testDatabase();
    await givenNovember(database);
    const view = await checked(database);
    // 29 × (118.5 + 5) + 59.25 + 5 + 88 − 25 = 3708.75 billed; 30 × (117.5 + 5) = 3675 estimated; 33.75 ÷ 3675
    expect(checkVerdict(view)).toBe(
      'OpenAI billed $3,708.75, $33.75 (0.9%) more than estimated: gpt-7-preview input tokens (no list price) +$88.00, 30 Nov (read before it had settled) −$58.25, gpt-5 priority input tokens (service tier) +$29.00, credit −$25.00.',
    );
    const text = terminalText(checkText(view, wholeText));
    expect(text.split('\n')[0]).toBe(checkVerdict(view));
    for (const words of [
      '+$88.00',
      'No list price: the estimate leaves out this $88.00; other answers price it as billed.',
      '−$58.25',
      'Late data:',
      '+$29.00',
      'Service tier:',
      '−$25.00',
      'A credit from OpenAI',
    ])
      expect(text).toContain(words);
    // Ten of thirty days, where there is room for no more.
    expect(checkTable(view, 'day')?.above).toBe('The 10 days that differ most, in order of date');
    expect(checkTable(view, 'model')?.above).toBeNull();
  });

  it('agrees within 1% where only days without trouble are asked about', async () => {
    const database = await testDatabase();
    await givenNovember(database);
    const view = await checked(database, { from: '2026-11-01', to: '2026-11-02' });
    // 118.5 + 5 and 117.5 + 5: one dollar is not more than one dollar.
    expect(checkVerdict(view)).toBe('Estimated and billed agree to 0.8%: $123.50 billed, $122.50 estimated.');
  });
});

describe('what could not be compared', () => {
  it('is named with its reason, and left out of the figures', async () => {
    const database = await testDatabase();
    await givenOrganisation(database);
    for (const day of ['2026-11-01', '2026-11-02', '2026-11-03'] as Day[]) await used(database, day, dailyUse, settled);
    await billed(database, '2026-11-01', dailyBill, settled);
    await billed(database, '2026-11-03', dailyBill, settled);
    await recordFailure(database, { source: 'admin', endpoint: 'costs/project', day: '2026-11-02', at: settled, reason: 'HTTP 500' });
    await recordFailure(database, { source: 'admin', endpoint: 'completions', day: '2026-11-03', at: settled, reason: 'HTTP 502' });
    const view = await checked(database, { from: '2026-11-01', to: '2026-11-06' });
    const [source] = view.sources;
    expect(source?.comparedDays).toEqual(['2026-11-01', '2026-11-03']);
    expect(source?.troubledDays).toEqual([
      { days: ['2026-11-02'], endpoints: ['costs/project'], failure: 'HTTP 500', isLeftOut: true },
      { days: ['2026-11-03'], endpoints: ['completions'], failure: 'HTTP 502', isLeftOut: false },
      { days: ['2026-11-04', '2026-11-05'], endpoints: [], failure: null, isLeftOut: true },
    ]);
    expect(checkVerdict(view)).toMatch(/^OpenAI billed \$247\.00, \$2\.00 .*\. 3 days could not be compared\.$/);
    const text = terminalText(checkText(view, wholeText));
    expect(text).toContain('Not compared: 2 Nov 2026: costs/project: failed: HTTP 500');
    expect(text).toContain('Not compared: 4–5 Nov 2026: not collected');
    expect(text).toContain('Compared as read before: 3 Nov 2026: completions: failed: HTTP 502');
  });

  it('names the groupings that OpenAI refused', async () => {
    const database = await testDatabase();
    await givenSource(database, 'admin');
    await givenUsage(database, 'admin', '2026-11-01', []);
    const [source] = (await checked(database)).sources;
    expect(source?.coarseGroupings.map(({ endpoint, missing }) => [endpoint, missing])).toEqual([
      ['completions', ['service_tier', 'batch', 'api_key_id', 'user_id', 'project_id', 'model']],
    ]);
  });

  it('is everything where there is no admin key, and the verdict says so', async () => {
    const database = await testDatabase();
    await givenSource(database, 'usage', 'usage');
    await givenUsage(database, 'usage', '2026-11-01', [{ model: 'gpt-4o', usd: '1' }]);
    const view = await checked(database);
    expect(checkVerdict(view)).toMatch(/^Cannot compare: billed cost needs an admin key/);
    expect(terminalText(checkText(view, wholeText))).not.toContain('Not compared');
  });

  it('is everything where nothing was collected', async () => {
    const database = await testDatabase();
    expect(checkVerdict(await checked(database))).toMatch(/^Cannot compare: nothing was collected/);
    await givenOrganisation(database);
    expect(checkVerdict(await checked(database))).toMatch(/^Cannot compare: there is no day in 1–30 Nov 2026/);
  });
});

describe('what changed', () => {
  it('is listed since a time, with whether the day had settled', async () => {
    const database = await testDatabase();
    await givenOrganisation(database);
    const day = '2026-11-10';
    const at = (days: number) => new Date(`${addDays(day, days)}T09:00:00Z`);
    await billed(database, day, { 'o3, input': 100 }, at(1));
    await billed(database, day, { 'o3, input': 104 }, at(4));
    await billed(database, day, { 'o3, input': 110 }, at(9));
    const since = async (changedSince: Date) =>
      (await check({ database, settleDays: 3 }, { period: november, changedSince })).changes?.moves;
    expect((await since(at(0)))?.map(move => [usd(move.before.nanoUsd ?? 0n), usd(move.after.nanoUsd ?? 0n), move.hadSettled])).toEqual([
      [104, 110, true],
      [100, 104, false],
    ]);
    expect(await since(at(5))).toHaveLength(1);
    expect(await since(at(10))).toEqual([]);
    const view = await check({ database, settleDays: 3 }, { period: november, changedSince: at(5) });
    expect(terminalText(checkText(view, wholeText))).toContain(
      '10 Nov 2026, admin billed by project: $104.00 → $110.00 (+$6.00), read 19 Nov 2026, 09:00 UTC; it had settled',
    );
  });
});
