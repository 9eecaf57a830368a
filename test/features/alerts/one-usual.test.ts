import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPriceBook } from '#core/prices/price-book.ts';
import { addDays, type Day, daysFrom, startOf } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { dayCost, spikeComparison } from '#features/alerts/alert-headline.ts';
import { alertMessage } from '#features/alerts/blocks.ts';
import type { StoredAlertRule } from '#features/alerts/rules-store.ts';
import { findDaysOver, findSpikes } from '#features/alerts/watch-rules.ts';
import { answerTyped } from '#features/answer-typed.ts';
import { digest } from '#features/digests/digest.ts';
import { digestVerdict } from '#features/digests/digest-verdict.ts';
import { overview } from '#features/overview/overview.ts';
import { overviewVerdict } from '#features/overview/overview-verdict.ts';
import { capitalized } from '#show/phrases.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { testDatabase } from '../../support/database.ts';
import { givenSource, givenUsage } from '../../support/day-builder.ts';
import { draws } from '../../support/part-of.ts';
import { anAdmin, testParts } from '../../support/parts.ts';
import { spoken } from '../../support/spoken.ts';
import { alert } from '../../support/views/alert-views.ts';
import { rule } from './watched.ts';

const firstDay = '2026-09-01';
const count = 90;
const yesterday = addDays(firstDay, count - 1);
const now = new Date(`${addDays(yesterday, 1)}T12:00:00Z`);

/** Ninety days that grow or shrink, with idle weekends or not, days that were never read, and a day that costs several times as much. */
const histories = fc.record({
  growthPerWeek: fc.constantFrom(-0.08, 0, 0.05, 0.12),
  weekend: fc.constantFrom(0, 0.2, 1),
  noise: fc.array(fc.integer({ min: 80, max: 125 }), { minLength: count, maxLength: count }),
  gaps: fc.uniqueArray(fc.integer({ min: 0, max: count - 2 }), { maxLength: 12 }),
  spike: fc.record({ back: fc.integer({ min: 0, max: 6 }), times: fc.integer({ min: 3, max: 9 }) }),
});
type History = typeof histories extends fc.Arbitrary<infer T> ? T : never;

async function given({ growthPerWeek, weekend, noise, gaps, spike }: History): Promise<Database> {
  const database = await testDatabase();
  await givenSource(database, 'admin');
  for (const [index, day] of daysFrom(firstDay, count).entries()) {
    if (gaps.includes(index)) continue;
    const level = 40 * (1 + growthPerWeek) ** (index / 7) * ([0, 6].includes(startOf(day).getUTCDay()) ? weekend : 1);
    const times = index === count - 1 - spike.back ? spike.times : 1;
    const usd = ((level * times * (noise[index] ?? 100)) / 100).toFixed(6);
    await givenUsage(database, 'admin', day, [{ model: 'o3', project: 'Search', usd, requests: 1, inputTokens: 10 }], now);
  }
  return database;
}

it('is one usual amount and one multiple that an alert, a digest, an answer and the overview tell of a day, whatever the history', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(histories, async history => {
      const database = await given(history);
      const parts = testParts(database);
      const stored: StoredAlertRule = { ...rule({ kind: 'spike', amountNanoUsd: 0n }), number: 1, version: 1, ...setUp };
      const tellers = { ...parts, database, settleDays: 3, peopleVisible: 'everyone' as const, priceBook: async () => createPriceBook() };
      const sentenceOf = async (day: Day) => {
        const period = { from: day, to: addDays(day, 1) };
        return digestVerdict(await digest(tellers, { rhythm: 'daily', filters: [], period }, null, now)).words;
      };
      for (const { condition, facts } of await findSpikes(tellers, stored, now)) {
        if (condition !== 'holds') continue;
        const { finding } = await facts();
        if (finding.alert !== 'spike') throw new Error('no spike');
        const { words } = spikeComparison(finding) ?? {};
        if (words === undefined) throw new Error(`${dayCost(finding)} is compared with nothing`);
        expect(alertMessage(alert({ finding })).text).toContain(words);
        const said = capitalized(words);
        expect(await sentenceOf(finding.day)).toContain(said);
        const { text } = await answerTyped(parts, finding.day, anAdmin, now);
        expect(spoken(terminalText(text(wholeText)))).toContain(said);
        if (finding.day === yesterday && finding.costNanoUsd > 0n && !words.startsWith('most'))
          expect(overviewVerdict(await overview(tellers, now))).toContain(`Yesterday cost ${words}.`);
        compared += 1;
      }
      for (const { subject, facts } of (await findDaysOver(tellers, stored, now)).filter((_, index) => index % 4 === 0)) {
        const { finding } = await facts();
        const amount = /usual \w+ costs (\$[\d.,]+)\./.exec(alertMessage(alert({ finding })).text)?.[1];
        const told = / a usual \w+ \((\$[\d.,]+)\)/.exec(` ${(await sentenceOf(subject)).toLowerCase()}`)?.[1];
        if (told !== undefined) expect(amount).toBe(told);
      }
    }),
    { numRuns: draws(24) },
  );
  expect(compared).toBeGreaterThan(0);
}, 120_000);

it('alerts of no day below its weekday’s usual cost, however far above the days just before', async () => {
  const database = await testDatabase();
  await givenSource(database, 'admin');
  for (const [index, day] of daysFrom(firstDay, count).entries()) {
    const usd = index === count - 1 ? '400' : index < count - 15 ? '1000' : '100';
    await givenUsage(database, 'admin', day, [{ model: 'o3', project: 'Search', usd, requests: 1, inputTokens: 10 }], now);
  }
  const tellers = { ...testParts(database), settleDays: 3, peopleVisible: 'everyone' as const, priceBook: async () => createPriceBook() };
  const stored: StoredAlertRule = { ...rule({ kind: 'spike', amountNanoUsd: 0n }), number: 1, version: 1, ...setUp };
  const found = await findSpikes(tellers, stored, now);
  expect(found.find(({ subject }) => subject === yesterday)?.condition).toBe('recovers');
});

const setUp = { setUpBy: 'U1', isPaused: false, watchedFrom: firstDay } as const;
