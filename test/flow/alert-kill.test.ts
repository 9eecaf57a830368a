import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pMap from 'p-map';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../demo/openai/seeded-random.ts';
import { startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { createBudget } from '../../src/store/budgets.ts';
import type { Database } from '../../src/store/database.ts';
import { givenDay, givenDays } from '../schedule/support/channel-team.ts';
import { keysIn, killedSomewhere, messageStates, onFile, runUntil, unreliable } from './support/killed-messages.ts';

const runs = 100;
const atOnce = 4;
const channelId = 'C0MLCOSTS';
const minuteMs = 60_000;
const offsetMs = new Date('2026-11-22T09:00:10Z').getTime() - Date.now();
const clock = () => new Date(Date.now() + offsetMs);

let folder: string;
let prepared: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spendbot-alerts-'));
  prepared = join(folder, 'prepared.sqlite');
  await onFile(prepared, async database => {
    await givenDays(database, '2026-11-21', 15);
    // 15 days × $100 = $1,500, 60 % of $2,500; another $630 on the last day makes 85 %, another $1,130 makes 105 %.
    const budget = { amountNanoUsd: 2_500_000_000_000n, period: 'month', filters: [], thresholds: [50, 80, 100], channelId } as const;
    await createBudget(database, budget, '2026-11-01', { by: 'U0YOU', at: new Date('2026-11-21T12:00:00Z'), what: 'set up' });
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The highest threshold that the incident has said, in percent; null before it fired. */
async function levelIn(database: Database): Promise<number | null> {
  const incident = await database.selectFrom('incident').where('watch', '=', 'budget:1').select('level').executeTakeFirst();
  return incident === undefined ? null : Number(incident.level);
}

/** Whether the alert says `level` and nothing of it is still to be sent. */
const isSaid = (level: number) => async (database: Database) =>
  (await levelIn(database)) === level && (await messageStates(database)).every(state => state === 'posted' || state === 'superseded');

/** What must be in the channel: each message and reply once, and those of the budget. Updates are no messages. */
async function expectedKeys(database: Database): Promise<{ all: string[]; ofBudget: string[] }> {
  const rows = await database.selectFrom('outbox').where('operation', '<>', 'update').select('key').execute();
  const budget = await database.selectFrom('incident').where('watch', '=', 'budget:1').select('id').executeTakeFirstOrThrow();
  const all = rows.map(({ key }) => key);
  return { all, ofBudget: all.filter(key => key.includes(budget.id)) };
}

/** One run: killed while the alert fires and while it rises, and started again after each. */
async function killedTwice(
  run: number,
  random: () => number,
): Promise<{ states: string[]; expected: Awaited<ReturnType<typeof expectedKeys>>; keys: unknown[] }> {
  const file = join(folder, `${run}.sqlite`);
  copyFileSync(prepared, file);
  const slack = await startSlackStandIn({ clock, fileProcessingMs: 20 });
  slack.failBy(unreliable(random));
  try {
    await killedSomewhere({ file, slack, offsetMs }, random);
    const firing = await onFile(file, messageStates);
    await runUntil({ file, slack, offsetMs }, isSaid(50));
    const level = random() < 0.5 ? 80 : 100;
    await onFile(file, database => givenDay(database, '2026-11-21', level === 80 ? '700' : '1200'));
    // Alerts are looked at every five minutes.
    const later = { file, slack, offsetMs: offsetMs + 6 * minuteMs };
    await killedSomewhere(later, random);
    const rising = await onFile(file, messageStates);
    await runUntil(later, isSaid(level));
    const expected = await onFile(file, expectedKeys);
    return { states: [...firing, ...rising], expected, keys: keysIn(slack, channelId) };
  } finally {
    await slack.close();
    rmSync(file, { force: true });
  }
}

describe('kill -9 while an alert fires, and while it rises', () => {
  it(`leaves each of its messages in the channel exactly once, ${2 * runs} times at random moments, with a Slack that fails one request in five`, async () => {
    const outcomes = await pMap(
      Array.from({ length: runs }, (_, run) => run),
      run => killedTwice(run, seededRandom(`alert kill ${run}`)),
      { concurrency: atOnce },
    );
    for (const { expected, keys } of outcomes) {
      // The budget fired and rose, and its forecast fired.
      expect(expected.ofBudget).toHaveLength(2);
      expect(expected.all.length).toBeGreaterThanOrEqual(3);
      expect(keys.toSorted()).toEqual(expected.all.toSorted());
    }
    const steps = Map.groupBy(
      outcomes.flatMap(({ states }) => states),
      state => state,
    );
    console.info(`killed ${2 * runs} times, when messages were: ${[...steps].map(([step, all]) => `${step} ${all.length}`).join(', ')}`);
    expect([...steps.keys()]).toEqual(expect.arrayContaining(['waiting', 'handed over', 'posted']));
  }, 2_400_000);
});
