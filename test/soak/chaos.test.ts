import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Day, daysFrom } from '#core/time/day.ts';
import { seededRandom } from '../../demo/openai/seeded-random.ts';
import { type ChaosWorld, startChaosWorld } from './support/chaos/chaos-world.ts';
import { planChaos } from './support/chaos/plan-chaos.ts';
import { playWeek } from './support/chaos/play-week.ts';
import { outcomeOf, readDays, type WeekOutcome } from './support/chaos/week-outcome.ts';

/** `CHAOS_SEED=… npm run soak -- chaos.test.ts` plays the faults of a former run again. */
const seed = process.env.CHAOS_SEED ?? Date.now().toString(36);
const days = 7;
/** Until every day of the week is final. */
const settlingHours = 24 * 6;

const tell = (lines: string) => console.info(lines);

let world: ChaosWorld;
afterEach(() => world.close());

let calm: WeekOutcome;
beforeAll(async () => {
  world = await startChaosWorld();
  const { problems } = await playWeek(world, [], 24 * days + settlingHours, seededRandom('calm'));
  expect(problems).toEqual([]);
  calm = await outcomeOf(world);
  await world.close();
}, 600_000);

/** The days that digests of the week and after report, by the start of their key. */
const digests: Readonly<Record<string, readonly Day[]>> = {
  'digest:daily:C0MLCOSTS': daysFrom('2026-11-15', 13),
  'digest:daily:C0GENERAL': daysFrom('2026-11-15', 13),
  'digest:weekly:C0GENERAL': ['2026-11-09', '2026-11-16'],
};

const refusal = /^(?:Sorry, spendbot answers only|Slack did not say who you are)/;

/** How often each digest of `start` is in Slack, by day. Those of days that a wrong clock made up are left out. */
function digestsOf({ keysInSlack }: WeekOutcome, start: string): string[] {
  const found = keysInSlack.flatMap(key => new RegExp(`^${start}:([\\d-]+):\\d+$`).exec(key)?.[1] ?? []);
  const [first = '', last = ''] = [digests[start]?.[0], digests[start]?.at(-1)];
  return found.filter(day => day >= first && day <= last).sort();
}

describe(`a week of faults at random (CHAOS_SEED=${seed})`, () => {
  it('leaves figures, posts and states as after a calm one', async () => {
    tell(`CHAOS_SEED=${seed}`);
    world = await startChaosWorld();
    const played = await playWeek(world, planChaos(days, seededRandom(seed)), settlingHours, seededRandom(`${seed} while it runs`), tell);
    const status = await world.bot.status();
    const outcome = await outcomeOf(world);
    const { problems, ...counts } = played;
    const messages = outcome.keysInSlack.length;
    tell(JSON.stringify({ seed, ...counts, messages, alerts: outcome.alertSubjects }));
    expect.soft(problems).toEqual([]);

    const billed = Object.fromEntries(readDays.map(day => [day, world.openAi.ledger.billed(day).nanoUsd]));
    expect.soft(outcome.spend).toEqual(billed);
    expect.soft(outcome.rows).toEqual(calm.rows);
    expect.soft(outcome.areTotalsRight).toBe(true);

    expect.soft(outcome.unsent).toEqual([]);
    expect.soft(outcome.keysInSlack).toEqual(outcome.keysPosted);
    for (const start of Object.keys(digests)) expect.soft([start, digestsOf(outcome, start)]).toEqual([start, digests[start]]);
    expect.soft(outcome.alertSubjects).toEqual(expect.arrayContaining([...calm.alertSubjects]));

    expect.soft(outcome.toldOutsiders.filter(text => !refusal.test(text))).toEqual([]);
    expect.soft(outcome.toldOutsiders.length).toBeGreaterThan(0);

    expect.soft(status.troubles).toEqual([]);
    expect.soft(status.sending).toEqual({ failedJobs: [], unsent: [] });
    expect.soft(status.sources).toMatchObject([{ progress: null, stoppedBecause: null, failures: [], leftOut: [], unknownDays: [] }]);
  }, 2_400_000);
});
