import { describe, expect, it } from 'vitest';
import { createPriceBook } from '#core/prices/price-book.ts';
import { type Day, daysFrom } from '#core/time/day.ts';
import { answerTyped } from '#features/answer-typed.ts';
import { digest } from '#features/digests/digest.ts';
import { digestVerdict } from '#features/digests/digest-verdict.ts';
import { outlierDay } from '#features/verdict/outlier-day.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { testDatabase } from '../../support/database.ts';
import { givenSource, givenUsage } from '../../support/day-builder.ts';
import { anAdmin, testParts } from '../../support/parts.ts';
import { spoken } from '../../support/spoken.ts';
import { usd } from '../../support/views/views.ts';

const now = new Date('2026-11-30T12:00:00Z');

/** What `why last week` and the weekly digest of 23–29 November say, where the days from 16 November on cost so much each. */
async function told(costs: readonly number[], lacking: readonly Day[] = []): Promise<{ why: string; weekly: string }> {
  const database = await testDatabase();
  await givenSource(database, 'admin');
  for (const [index, day] of daysFrom('2026-11-16', 14).entries()) {
    if (lacking.includes(day)) continue;
    const row = { model: 'o3', project: 'Search', usd: (costs[index] ?? 0).toFixed(2), requests: 1, inputTokens: 10 };
    await givenUsage(database, 'admin', day, [row]);
  }
  const { text } = await answerTyped(testParts(database), 'why last week', anAdmin, now);
  const parts = {
    ...testParts(database),
    database,
    settleDays: 3,
    peopleVisible: 'everyone' as const,
    priceBook: async () => createPriceBook(),
  };
  const period = { from: '2026-11-23', to: '2026-11-30' };
  const weekly = digestVerdict(await digest(parts, { rhythm: 'weekly', filters: [], period }, null, now)).words;
  return { why: spoken(terminalText(text(wholeText))), weekly };
}

const even = Array<number>(7).fill(150);
const withSpike = [150, 150, 150, 150, 916.24, 60, 60];

describe('one day that makes most of a change', () => {
  it('is named where the week before had it, so that less than that reads like no saving', async () => {
    const { why, weekly } = await told([...withSpike, ...even]);
    expect(why).toContain('Last week cost $586.24 less than the week before');
    expect(why).toContain(' The week before included Fri 20 Nov ($916.24).');
    expect(weekly).toMatch(/^36% less than the week before \(\$1,636\): .*\. The week before included Fri 20 Nov \(\$916\)\./);
  });

  it('is named where it is of the newer week', async () => {
    const { why, weekly } = await told([...even, ...withSpike]);
    expect(why).toContain(' Fri 27 Nov alone cost $916.24.');
    expect(weekly).toContain(' Fri 27 Nov alone cost $916.');
  });

  it('is not named where days are missing', async () => {
    const { why, weekly } = await told([...withSpike, ...even], ['2026-11-18']);
    expect(why).toContain('Incomplete');
    expect(`${why} ${weekly}`).not.toContain('Fri 20 Nov');
  });

  it.each([
    ['of the dearer period, where it makes half of the change', [...even, ...withSpike], '2026-11-27'],
    ['of neither where both have one', [...withSpike, ...withSpike.map(cost => cost + 1)], null],
    ['not where it makes less than half of the change', [...even, 900, 900, 900, 900, 1_900, 900, 900], null],
    ['not at twice the median day', [...even, 150, 150, 300, 150, 150, 150, 150], null],
    ['not in the cheaper period', [...Array<number>(7).fill(500), ...withSpike], null],
    ['not where most days cost nothing', [...Array<number>(7).fill(0), 0, 0, 0, 0, 900, 0, 0], null],
    ['not where nothing changed', [...even, ...even], null],
  ])('is %s', (_which, costs, day) => {
    const days = daysFrom('2026-11-16', 14).map((one, index) => ({ day: one, costNanoUsd: usd(costs[index] ?? 0) }));
    expect(outlierDay(days.slice(7), days.slice(0, 7))?.day ?? null).toBe(day);
    // Seen from the other end, the same day is of the period before.
    expect(outlierDay(days.slice(0, 7), days.slice(7))?.isBefore ?? null).toBe(day === null ? null : true);
  });

  it('is none of fewer than seven days', () => {
    const days = daysFrom('2026-11-16', 12).map((day, index) => ({ day, costNanoUsd: usd(index === 9 ? 900 : 100) }));
    expect(outlierDay(days.slice(6), days.slice(0, 6))).toBeNull();
  });
});
