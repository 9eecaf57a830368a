import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { later } from '#core/time/day.ts';
import { type Database, openDatabase } from '#data/database/open.ts';
import type { Failure } from '../../demo/slack/failures.ts';
import { type SlackStandIn, startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { giveDigests } from '../support/channel-team.ts';
import { type PreparedDatabase, prepareDatabase } from '../support/database-copies.ts';
import { chosenSteps } from './support/chosen-steps.ts';
import { killProcess } from './support/kill-process.ts';
import { keysIn } from './support/killed-messages.ts';
import { sendUntilIdle } from './support/send-until-idle.ts';
import { type LastStep, Steps } from './support/steps.ts';

const channel = 'C0GENERAL';
const minuteMs = 60_000;
/** Ten seconds after the digest is due. */
const due = new Date('2026-11-22T09:00:10Z');

let prepared: PreparedDatabase;
let undisturbed: Awaited<ReturnType<typeof morning>>;
beforeAll(async () => {
  prepared = await prepareDatabase(database => giveDigests(database, [channel], '2026-11-21', new Date('2026-11-21T12:00:00Z')));
  undisturbed = await morning(null);
});
afterAll(() => prepared.drop());

/** How the first sender ends. */
interface Kill {
  readonly last: LastStep;
  /** A process of its own that kills itself; otherwise one in this process that is as good as dead. */
  readonly isRealProcess?: boolean;
}

/** One morning: where the first sender is killed, or Slack did not take the message, others go on, each when the leases of the last have run out. */
async function morning(failure: Omit<Failure, 'method'> | null, kill: Kill | null = null) {
  const { url, drop } = await prepared.copy();
  const database = await openDatabase(url);
  let at = due;
  const slack = await startSlackStandIn({ clock: () => at, fileProcessingMs: 0 });
  if (failure !== null) slack.fail({ ...failure, method: 'chat.postMessage' });
  const sending = { what: 'digest', url, apiUrl: slack.apiUrl, botToken: slack.botToken, clock: () => at } as const;
  const steps = new Steps(kill?.last);
  try {
    if (kill?.isRealProcess) await killProcess(sending, kill.last);
    else await sendUntilIdle(sending, steps);
    let end = await endOf(database, slack);
    for (let next = 1; next <= 3 && !isSettled(end); next += 1) {
      at = later(due, next * minuteMs);
      await sendUntilIdle(sending, new Steps());
      end = await endOf(database, slack);
    }
    return { steps: steps.taken, end };
  } finally {
    await slack.close();
    await database.destroy();
    await drop();
  }
}

/** What is in Slack and in the database. */
async function endOf(database: Database, slack: SlackStandIn) {
  const messages = slack.workspace.messages(channel).map(({ text, blocks }) => [text, ...blocks.map(({ type }) => type)]);
  return {
    keys: keysIn(slack, channel),
    messages,
    outbox: await database.selectFrom('outbox').select(['key', 'state', 'handed_over_at']).execute(),
    slots: await database.selectFrom('job_slot').select(['job', 'slot', 'state']).execute(),
    reports: await database.selectFrom('digest_report').select(['key', 'corrections']).execute(),
  };
}

function isSettled({ outbox, slots }: Awaited<ReturnType<typeof endOf>>): boolean {
  return [outbox, slots].every(all => all.length > 0 && all.every(({ state }) => ['posted', 'done'].includes(state)));
}

describe('a digest whose sender is killed', () => {
  it.each([
    ['takes it', null],
    ['takes it and is cut off before it can say so', { cutAfterAccept: true }],
    ['takes no more for now', { status: 429 }],
    ['is broken', { status: 500 }],
  ])('is in its channel exactly once, whatever the last step was, with a Slack that %s', async (_, failure) => {
    const { steps, end } = failure === null ? undisturbed : await morning(failure);
    expect(end.keys).toEqual([`digest:daily:${channel}:2026-11-21:1`]);
    expect(end.outbox).toMatchObject([{ state: 'posted', handed_over_at: null }]);
    // Until a message is claimed, nobody knows how Slack is.
    const first = failure === null ? 1 : steps.indexOf('files.getUploadURLExternal');
    const chosen = failure === null ? [3, 5, 10, 12] : [11, 12];
    for (const count of chosenSteps({ first, last: steps.length, chosen })) {
      const killed = await morning(failure, { last: { count } });
      expect(killed).toEqual({ steps: steps.slice(0, count), end });
    }
  });

  it('is killed amid the transaction that writes it, and before and after each call to Slack', () => {
    const { steps } = undisturbed;
    const written = ['insert job_slot', 'update subscription', 'insert outbox', 'insert digest_report', 'commit', 'update job_slot'];
    const uploaded = ['update outbox', 'files.getUploadURLExternal', 'upload', 'files.completeUploadExternal'];
    expect(steps).toEqual([...written, ...uploaded, 'update outbox', 'chat.postMessage', 'update outbox']);
  });

  it.each([
    ['amid the transaction that writes it', 'insert outbox'],
    ['when Slack has it and nobody knows', 'chat.postMessage'],
  ])('with kill -9 %s is in its channel exactly once', async (_, step) => {
    const killed = await morning(null, { last: { step, count: 1 }, isRealProcess: true });
    expect(killed.end).toEqual(undisturbed.end);
  });
});
