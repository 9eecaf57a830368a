import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { later } from '#core/time/day.ts';
import { type Database, openDatabase } from '#data/database/open.ts';
import { type SlackStandIn, startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { type PreparedDatabase, prepareDatabase } from '../support/database-copies.ts';
import { budgetChannel, halfSpent, spendLess, spendUpTo } from './support/budget-half-spent.ts';
import { chosenSteps } from './support/chosen-steps.ts';
import { sendUntilIdle } from './support/send-until-idle.ts';
import { Steps } from './support/steps.ts';

const minuteMs = 60_000;
const start = new Date('2026-11-22T09:00:10Z');

let prepared: PreparedDatabase;
beforeAll(async () => {
  prepared = await prepareDatabase(halfSpent);
});
afterAll(() => prepared.drop());

/** What happens before each look at the alerts, five minutes after the last: nothing, since more than half is spent already; it rises; it resolves. */
const phases: readonly ((database: Database) => Promise<void>)[] = [async () => undefined, database => spendUpTo(85, database), spendLess];

/**
 * A morning on which an alert fires, rises and resolves. In each phase the sender is killed after step `lastStep`, where it comes so far, and
 * another goes on when its leases have run out.
 */
async function morning(lastStep: number | null) {
  const { url, drop } = await prepared.copy();
  const database = await openDatabase(url);
  let at = start;
  const slack = await startSlackStandIn({ clock: () => at });
  const sending = { what: 'alert', url, apiUrl: slack.apiUrl, botToken: slack.botToken, clock: () => at } as const;
  const taken: string[][] = [];
  try {
    for (const [phase, happens] of phases.entries()) {
      await happens(database);
      const steps = new Steps(lastStep === null ? null : { count: lastStep });
      at = later(start, 5 * phase * minuteMs);
      await sendUntilIdle(sending, steps);
      taken.push(steps.taken);
      at = later(at, minuteMs);
      if (steps.isStopped) await sendUntilIdle(sending, new Steps());
    }
    return { taken, end: await endOf(database, slack) };
  } finally {
    await slack.close();
    await database.destroy();
    await drop();
  }
}

/** What is in Slack and in the database; incidents by what raised them, since their ids are drawn by lot. */
async function endOf(database: Database, slack: SlackStandIn) {
  const incidents = await database.selectFrom('incident').selectAll().orderBy('watch').execute();
  const named = (key: unknown) => incidents.reduce((name, { id, watch }) => name.replace(id, watch), String(key));
  const outbox = await database.selectFrom('outbox').orderBy('sequence').select(['key', 'operation', 'state', 'handed_over_at']).execute();
  const posted = slack.workspace.messages(budgetChannel);
  const keyOf = (message: (typeof posted)[number] | undefined) => message && named(Object(message.metadata?.event_payload).key);
  const headOf = (threadTs: string | null) => keyOf(posted.find(({ ts }) => ts === threadTs)) ?? null;
  return {
    messages: posted.map(message => [keyOf(message), message.text.split('\n')[0], headOf(message.threadTs)]),
    outbox: outbox.map(entry => ({ ...entry, key: named(entry.key) })),
    incidents: incidents.map(({ watch, subject, state, level, revision }) => ({ watch, subject, state, level, revision })),
    slots: await database.selectFrom('job_slot').orderBy('slot').select(['slot', 'state']).execute(),
  };
}

describe('an alert whose sender is killed while it fires, rises and resolves', () => {
  it('says each of its messages exactly once, whatever the last step was', async () => {
    const { taken, end } = await morning(null);
    const risen = expect.stringContaining(
      '🟡 OpenAI spend has reached 85% of the $2,500 budget for November and is heading $1,080 over. $2,130.00',
    );
    expect(end.messages).toEqual([
      ['alert:budget:1', '✅ Closed: OpenAI spend was past a threshold of the $2,500 budget for November', null],
      ['alert:budget:1:reply:1', risen, 'alert:budget:1'],
      ['alert:budget:1:reply:2', '✅ OpenAI spend is back at $450.00 of $2,500.', 'alert:budget:1'],
    ]);
    expect(end.outbox).toHaveLength(5);
    for (const lastStep of chosenSteps({ last: Math.max(...taken.map(steps => steps.length)), chosen: [3, 8, 11, 17] })) {
      expect(await morning(lastStep)).toEqual({ taken: taken.map(steps => steps.slice(0, lastStep)), end });
    }
    const amidTransactions = ['insert incident', 'update incident', 'insert outbox'];
    expect(taken.flat()).toEqual(expect.arrayContaining([...amidTransactions, 'commit', 'chat.postMessage', 'chat.update']));
  });
});
