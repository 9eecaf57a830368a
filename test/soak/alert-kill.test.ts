import { sql } from 'kysely';
import pMap from 'p-map';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#data/database/open.ts';
import { seededRandom } from '../../demo/openai/seeded-random.ts';
import { startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { budgetChannel, halfSpent, spendLess, spendUpTo } from '../flow/support/budget-half-spent.ts';
import { keysIn, messageStates } from '../flow/support/killed-messages.ts';
import { onDatabase, type PreparedDatabase, prepareDatabase } from '../support/database-copies.ts';
import { killedSomewhere, runUntil, unreliable } from './support/random-kill.ts';
import { enoughToHitEveryStep, soakKills } from './support/soak-kills.ts';

/** Each is killed three times. */
const runs = Math.ceil(soakKills('alert') / 3);
const atOnce = 4;
const minuteMs = 60_000;
const offsetMs = new Date('2026-11-22T09:00:10Z').getTime() - Date.now();
const clock = () => new Date(Date.now() + offsetMs);

let prepared: PreparedDatabase;
beforeAll(async () => {
  prepared = await prepareDatabase(halfSpent);
});
afterAll(() => prepared.drop());

/**
 * Whether the budget's incident is in `state` at `level`, whoever looked at the alerts has ended, and nothing is left to be sent. In one
 * statement, so at one moment: each alert is written by itself.
 */
const isSaid = (state: string, level: number) => async (database: Database) => {
  const { rows } = await sql<{ said: number | bigint }>`
    select (select count(*) from incident where watch = 'budget:1' and state = ${state} and level = ${level})
      - (select count(*) from outbox where state not in ('posted', 'superseded'))
      - (select count(*) from (select state from job_slot where job = 'alerts' order by slot desc limit 1) as newest where state <> 'done') as said
  `.execute(database);
  return Number(rows[0]?.said) === 1;
};

/** What must be in the channel: each message and reply once, and those of the budget. Updates are no messages. */
async function expectedKeys(database: Database): Promise<{ all: string[]; ofBudget: string[] }> {
  const rows = await database.selectFrom('outbox').where('operation', '<>', 'update').select('key').execute();
  const budget = await database.selectFrom('incident').where('watch', '=', 'budget:1').select('id').executeTakeFirstOrThrow();
  const all = rows.map(({ key }) => key);
  return { all, ofBudget: all.filter(key => key.includes(budget.id)) };
}

interface Outcome {
  readonly states: string[];
  readonly expected: Awaited<ReturnType<typeof expectedKeys>>;
  readonly keys: unknown[];
  /** What the messages that began a thread say in the end. */
  readonly heads: string[];
}

/** One run: killed while the alert fires, while it rises and while it resolves, and started again after each. */
async function killedThrice(random: () => number): Promise<Outcome> {
  const { url, drop } = await prepared.copy();
  const slack = await startSlackStandIn({ clock, fileProcessingMs: 20 });
  slack.failBy(unreliable(random));
  const states: string[] = [];
  /** Alerts are looked at every five minutes. */
  const killedUntil = async (minutes: number, isDone: (database: Database) => Promise<boolean>) => {
    const now = { url, slack, offsetMs: offsetMs + minutes * minuteMs };
    await killedSomewhere(now, random);
    states.push(...(await onDatabase(url, messageStates)));
    await runUntil(now, isDone);
  };
  try {
    await killedUntil(0, isSaid('firing', 50));
    const level = random() < 0.5 ? 80 : 100;
    await onDatabase(url, database => spendUpTo(level === 80 ? 85 : 105, database));
    await killedUntil(6, isSaid('firing', level));
    await onDatabase(url, spendLess);
    await killedUntil(12, isSaid('resolved', level));
    const expected = await onDatabase(url, expectedKeys);
    const heads = slack.workspace.messages(budgetChannel).filter(({ threadTs }) => threadTs === null);
    return { states, expected, keys: keysIn(slack, budgetChannel), heads: heads.map(({ text }) => String(text)) };
  } finally {
    await slack.close();
    await drop();
  }
}

describe('kill -9 while an alert fires, rises and resolves', () => {
  it(`leaves each of its messages in the channel exactly once, ${3 * runs} times at random moments, with a Slack that fails one request in five`, async () => {
    const outcomes = await pMap(
      Array.from({ length: runs }, (_, run) => run),
      run => killedThrice(seededRandom(`alert kill ${run}`)),
      { concurrency: atOnce },
    );
    for (const { expected, keys, heads } of outcomes) {
      // The budget fired, rose and resolved.
      expect(expected.ofBudget).toHaveLength(3);
      expect(keys.toSorted()).toEqual(expected.all.toSorted());
      expect(heads.filter(head => !head.startsWith('✅ Closed: '))).toEqual([]);
    }
    const steps = Map.groupBy(
      outcomes.flatMap(({ states }) => states),
      state => state,
    );
    console.info(`killed ${3 * runs} times, when messages were: ${[...steps].map(([step, all]) => `${step} ${all.length}`).join(', ')}`);
    if (3 * runs < enoughToHitEveryStep) return;
    expect([...steps.keys()]).toEqual(expect.arrayContaining(['waiting', 'handed over', 'posted']));
  }, 2_400_000);
});
