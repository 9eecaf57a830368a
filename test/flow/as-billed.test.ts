import { beforeAll, describe, expect, it } from 'vitest';
import { openSpendbot } from '#app/open-spendbot.ts';
import { fromJson } from '#core/bigint-json.ts';
import { addDays, type Day, startOf } from '#core/time/day.ts';
import { runDueSlots, usualJobPace } from '#delivery/jobs/jobs.ts';
import { evaluateAlerts } from '#features/alerts/evaluate.ts';
import { openIncidents } from '#features/alerts/incidents-store.ts';
import { createAlertRule } from '#features/alerts/rules-store.ts';
import { spendOf } from '#features/answers/answer.ts';
import { checkText } from '#features/check/text.ts';
import type { CheckView } from '#features/check/view.ts';
import { digestJob } from '#features/digests/digest-job.ts';
import { addSubscription } from '#features/digests/subscriptions-store.ts';
import { digestText } from '#features/digests/text.ts';
import type { DigestView } from '#features/digests/view.ts';
import { priceBookText, pricesText } from '#features/prices/text.ts';
import type { PriceBookView, PricesView } from '#features/prices/view.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import type { TextLine } from '#show/terminal/text-line.ts';
import type { BillingTerms } from '../../demo/openai/billing/billing-terms.ts';
import { startOpenAiStandIn } from '../../demo/openai/server.ts';
import { textTokens, workload } from '../../demo/openai/workload.ts';
import { standInConfig } from '../support/config.ts';
import { fileDatabase } from '../support/database.ts';
import { isSoak } from '../support/part-of.ts';
import { viewOfKind } from '../support/parts.ts';
import { silentLogger } from '../support/silent-logger.ts';

const firstDay = '2026-06-01';
/** No list knows it, and neither does the stand-in's own. */
const unlisted = 'gpt-9-preview';
const listed = 'gpt-4o-2024-08-06';
/** The first day of the unlisted model, and the first day on which both cost more. */
const [firstUse, change] = [addDays(firstDay, 2), addDays(firstDay, 12)];

const workloads = [
  workload('new', 'completions', unlisted, 60, textTokens(2000, 0.3, 300), {
    projectId: 'proj_search',
    apiKeyId: 'key_search_api',
    runsFrom: 2,
  }),
  workload('old', 'completions', listed, 60, textTokens(9000, 0, 900), { projectId: 'proj_support', apiKeyId: 'key_support' }),
];

const terms: BillingTerms = {
  level: 0.9,
  prices: { [unlisted]: { input: 8, cached: 0.8, output: 40 } },
  parts: { firstHours: 3, lastHours: 20 },
};
const moved: BillingTerms = {
  ...terms,
  priceChanges: [
    { from: change, model: unlisted, usdPerMillion: { input: 10 } },
    { from: change, model: listed, usdPerMillion: { output: 12 } },
  ],
};

interface Told {
  /** The day, or the key of the digest. */
  readonly of: string;
  readonly lines: readonly string[];
}

interface Played {
  /** What the unlisted model's cost of a day was shown as when the day ended, and what was billed in the end. */
  readonly costs: readonly { readonly day: Day; readonly shown: number; readonly billed: number; readonly isAsBilled: boolean }[];
  readonly digests: readonly Told[];
  readonly checks: readonly Told[];
  /** What an alert for models without a price posted, and on which days it was open at midnight. */
  readonly alerts: { readonly posted: readonly string[]; readonly openOn: readonly Day[] };
  /** What `prices` says of the unlisted model in the end. */
  readonly prices: readonly string[];
  /** What `prices` says of all models. */
  readonly book: readonly string[];
}

/** An organization's days, collected at each midnight, after which the digests that are due are posted, and looked for once more. */
async function played(billing: BillingTerms, days: number): Promise<Played> {
  let now = startOf(firstDay);
  const openAi = await startOpenAiStandIn({ now: () => now, historyUntil: now, limits: { admin: null }, workloads, billing });
  const { url, drop } = await fileDatabase();
  const spendbot = await openSpendbot(standInConfig(openAi, 'admin', url), () => now, silentLogger);
  const { parts } = spendbot;
  const { database } = parts;
  try {
    for (const [rhythm, channelId] of [
      ['daily', 'C1'],
      ['weekly', 'C1'],
      ['daily', 'C2'],
    ] as const) {
      const settings = { rhythm, minutes: 0, timeZone: 'Etc/UTC', channelId, filters: [], setUpBy: 'U1' };
      await addSubscription(database, settings, { by: 'U1', at: now, what: 'set up' });
    }
    const unpriced = { kind: 'unpriced', channelId: 'C1', amountNanoUsd: null, hours: null, filters: [] } as const;
    await createAlertRule(database, unpriced, firstDay, { by: 'U1', at: now, what: 'set up' });
    const openOn: Day[] = [];
    const running = { database, clock: () => now, logger: silentLogger, holder: 'a', jobPace: usualJobPace };
    const costs: Played['costs'][number][] = [];
    const checks: Told[] = [];
    for (let index = 1; index <= days; index += 1) {
      const today = addDays(firstDay, index);
      now = startOf(today);
      await spendbot.collections.run({ from: addDays(today, index === 1 ? -8 : -5), to: addDays(today, 1) });
      for (let twice = 0; twice < 2; twice += 1) await runDueSlots(digestJob(parts), running);
      await evaluateAlerts(parts, now);
      if ((await openIncidents(database)).length > 0) openOn.push(today);
      await database.updateTable('outbox').set({ state: 'posted' }).execute();
      const day = addDays(today, -1);
      const ofModel = [{ dimension: 'model', values: [unlisted], exclude: false }] as const;
      const view = await spendOf(parts, { from: day, to: today, calendar: null }, ofModel, now);
      const billed = openAi.ledger.billed(day).byModel.get(unlisted) ?? 0n;
      costs.push({ day, shown: Number(view.total.costNanoUsd), billed: Number(billed), isAsBilled: view.estimatedAsBilled !== undefined });
      checks.push({
        of: today,
        lines: priceLines(linesOf(checkText(await viewOfKind<CheckView>('check', parts, 'check', now), wholeText))),
      });
    }
    const posts = await database.selectFrom('outbox').select(['key', 'operation', 'view']).orderBy('sequence').execute();
    return {
      costs,
      checks,
      alerts: { posted: posts.filter(({ key }) => key.startsWith('alert:')).map(({ operation }) => operation), openOn },
      digests: posts
        .filter(({ key }) => key.startsWith('digest:'))
        .map(({ key, view }) => ({ of: key, lines: priceLines(linesOf(digestText(fromJson(view) as DigestView, wholeText))) })),
      prices: linesOf(pricesText(await viewOfKind<PricesView>('prices', parts, `prices ${unlisted}`, now), wholeText)),
      book: linesOf(priceBookText(await viewOfKind<PriceBookView>('price book', parts, 'prices', now), wholeText)),
    };
  } finally {
    await spendbot.close();
    await drop();
    await openAi.close();
  }
}

const linesOf = (text: readonly TextLine[]) => terminalText(text).split('\n');
const priceLines = (lines: readonly string[]) => lines.map(line => line.trim()).filter(line => line.includes(': billed at '));

describe('a bill that charges for a model that no list knows', () => {
  let told: Played;
  beforeAll(async () => {
    told = await played(moved, 24);
  }, 120_000);

  it('prices its days that are still to be billed, right to 1 % from three settled days on', () => {
    const known = told.costs.filter(({ day }) => day >= addDays(firstUse, 5) && (day < change || day >= addDays(change, 5)));
    expect(known.length).toBe(5 + 7);
    for (const { day, shown, billed, isAsBilled } of known) {
      expect([day, isAsBilled, Math.abs(shown - billed) / billed < 0.01]).toEqual([day, true, true]);
    }
    const before = told.costs.filter(({ day }) => day >= firstUse && day < addDays(firstUse, 5));
    // Until then they cost what has arrived of their bill.
    expect(before).toHaveLength(5);
    for (const { shown, billed, isAsBilled } of before) expect([isAsBilled, shown < billed * 0.99]).toEqual([false, true]);
  });

  it('is said to lack a price once, until what it charged is the price', () => {
    expect(told.alerts.openOn).toEqual([3, 4, 5, 6, 7].map(days => addDays(firstDay, days)));
    expect(told.alerts.posted.filter(operation => operation !== 'update')).toEqual(['post', 'reply']);
  });

  /** 9/10 of 8 and of 10; 9/10 of 10 and of 12. */
  const inputLine = 'gpt-9-preview, input: billed at $9.00 per 1M since 13 Jun, $7.20 before; the book has no price';
  const outputLine = 'gpt-4o-2024-08-06, output: billed at $10.80 per 1M since 13 Jun, $9.00 before; the book says $10.00';

  it('says each price that moved in every check, from three settled days on', () => {
    const seen = addDays(change, 6);
    for (const { of, lines } of told.checks) expect([of, lines.toSorted()]).toEqual([of, of < seen ? [] : [outputLine, inputLine]]);
  });

  it('says it once in each channel, in the first digest of any rhythm', () => {
    const saying = told.digests.filter(({ lines }) => lines.length > 0);
    expect(saying.map(({ of, lines }) => [of, lines.toSorted()])).toEqual([
      ['digest:daily:C1:2026-06-18:1', [outputLine, inputLine]],
      ['digest:daily:C2:2026-06-18:3', [outputLine, inputLine]],
    ]);
  });

  it('is where the price of that model comes from, by name', () => {
    expect(told.prices).toContain(inputLine);
    expect(told.prices.join('\n')).toMatch(/^ {2}default +\$9\.00 +\S+ +\$36\.00$/m);
    expect(told.book.join('\n')).toMatch(/^ {2}gpt-9-preview \(as billed\) +\$9\.00 +\S+ +\$36\.00$/m);
    expect(told.prices.join('\n')).toMatch(/^ {2}No list price, priced as billed$/m);
  });
});

it.runIf(isSoak())(
  'sees no change where nine tenths of the list are always paid',
  async () => {
    const { checks, digests } = await played(terms, 12);
    expect(checks).toHaveLength(12);
    expect(digests.length).toBeGreaterThan(20);
    expect([...checks, ...digests].filter(({ lines }) => lines.length > 0)).toEqual([]);
  },
  120_000,
);
