import { describe, expect, it } from 'vitest';
import { openSpendbot } from '#app/open-spendbot.ts';
import { addDays, type Day, type Instant } from '#core/time/day.ts';
import { readCauses } from '#features/verdict/causes.ts';
import { becauseOf } from '#features/why/because.ts';
import { causeOf } from '#show/cause-words.ts';
import { type StandInOptions, startOpenAiStandIn } from '../../demo/openai/server.ts';
import { standInConfig } from '../support/config.ts';
import { isSoak } from '../support/part-of.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { payments, simulatedWorkloads } from '../support/simulated-bills.ts';

/** What was said of each contributor to a change, by attribute and name, but for how much more or less it was used. */
type Claims = ReadonlyMap<string, readonly string[]>;

/** What is said of `day` against the week before, in the morning after it, and at 15:53 of the day after that, when it is billed. */
async function claimsOf(days: readonly Day[], options: Omit<StandInOptions, 'now'>) {
  const at = (day: Day, later: number, time: string): Instant => new Date(`${addDays(day, later)}T${time}Z`);
  const [first = ''] = days;
  let now = at(first, 1, '08:20');
  const openAi = await startOpenAiStandIn({ historyUntil: now, limits: { admin: null }, ...options, now: () => now });
  const spendbot = await openSpendbot(standInConfig(openAi, 'admin'), () => now, silentLogger);
  const read = async (day: Day, from: number): Promise<{ basis: string; claims: Claims }> => {
    const today = now.toISOString().slice(0, 10);
    await spendbot.collections.run({ from: addDays(today, from), to: addDays(today, 1) });
    const period = { from: day, to: addDays(day, 1) };
    const previous = { from: addDays(day, -7), to: addDays(day, -6) };
    const { causes, read } = await readCauses(spendbot.parts, { period, previous, filters: [], now });
    const named = causes.by.flatMap(({ attribute, contributors }) =>
      contributors.map(one => {
        const words = [becauseOf(one, attribute).short, causeOf(one)].flatMap(
          text => text.match(/new|stopped|\w+ price|dearer|cheaper/g) ?? [],
        );
        return [`${attribute} ${one.label}`, words] as const;
      }),
    );
    return { basis: read.basisOf(period).basis, claims: new Map(named) };
  };
  try {
    const said = [];
    for (const [index, day] of days.entries()) {
      now = at(day, 1, '08:20');
      const morning = await read(day, index === 0 ? -45 : -5);
      now = at(day, 2, '15:53');
      said.push({ day, morning, billed: await read(day, -5) });
    }
    return said;
  } finally {
    await spendbot.close();
    await openAi.close();
  }
}

/** Nothing that the bill does not say too. */
function expectTrue(said: Awaited<ReturnType<typeof claimsOf>>): void {
  expect(said.map(({ morning, billed }) => [morning.basis, billed.basis])).toEqual(said.map(() => ['estimated', 'billed']));
  const wrong = said.flatMap(({ day, morning, billed }) =>
    [...morning.claims].flatMap(([name, words]) =>
      words.filter(word => !billed.claims.get(name)?.includes(word)).map(word => `${day} ${name}: ${word}`),
    ),
  );
  expect(wrong).toEqual([]);
}

describe('a day that is still estimated, against a billed one', () => {
  it('is explained by nothing that only its bill will settle, in the demo team', async () => {
    const days = ['2026-11-18', '2026-11-20', '2026-11-24'];
    const said = await claimsOf(days, {});
    expectTrue(said);
    // Tools go by their own names before and after.
    for (const { morning } of said)
      expect([...morning.claims.keys()]).toEqual(expect.arrayContaining(['model web search', 'model file search']));
  }, 120_000);

  const paid = isSoak() ? Object.keys(payments) : ['free tokens every day', 'credits'];
  it.each(paid.flatMap(name => [true, false].map(quantities => [name, quantities] as const)))(
    'nor in a team that pays %s (quantities: %s)',
    async (name, quantities) => {
      const billing = { ...payments[name], quantities, parts: { firstHours: 3, lastHours: 44 } };
      expectTrue(await claimsOf(['2026-06-18', '2026-06-24'], { workloads: simulatedWorkloads, billing }));
    },
    120_000,
  );
});
