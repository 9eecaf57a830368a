import pMap from 'p-map';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../demo/openai/seeded-random.ts';
import { startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { keysIn, messageStates } from '../flow/support/killed-messages.ts';
import { giveDigests } from '../support/channel-team.ts';
import { onDatabase, type PreparedDatabase, prepareDatabase } from '../support/database-copies.ts';
import { killedSomewhere, runUntil, unreliable } from './support/random-kill.ts';
import { enoughToHitEveryStep, soakKills } from './support/soak-kills.ts';

const kills = soakKills('message');
/** Runs at the same time: most of a run is waiting for leases. */
const atOnce = 4;
const channels = ['C0GENERAL', 'C0MLCOSTS'];
const sent = channels.map((channel, index) => [`digest:daily:${channel}:2026-11-21:${index + 1}`]);
/** Ten seconds after the digests are due. */
const offsetMs = new Date('2026-11-22T09:00:10Z').getTime() - Date.now();
const clock = () => new Date(Date.now() + offsetMs);

let prepared: PreparedDatabase;
beforeAll(async () => {
  prepared = await prepareDatabase(database => giveDigests(database, channels, '2026-11-21', new Date('2026-11-21T12:00:00Z')));
});
afterAll(() => prepared.drop());

/** One run: killed somewhere, started again. Gives how the messages stood when it was killed, and the keys in each channel in the end. */
async function killedOnce(random: () => number): Promise<{ states: string[]; keys: unknown[][] }> {
  const { url, drop } = await prepared.copy();
  const slack = await startSlackStandIn({ clock, fileProcessingMs: 20 });
  slack.failBy(unreliable(random));
  try {
    await killedSomewhere({ url, slack, offsetMs }, random);
    const states = await onDatabase(url, messageStates);
    const areAllPosted = (all: readonly string[]) => all.length === channels.length && all.every(state => state === 'posted');
    await runUntil({ url, slack, offsetMs }, async database => areAllPosted(await messageStates(database)));
    return { states: states.length === 0 ? ['not made'] : states, keys: channels.map(channel => keysIn(slack, channel)) };
  } finally {
    await slack.close();
    await drop();
  }
}

describe('kill -9 between "the day is complete" and "posted and recorded"', () => {
  it(`leaves each digest in its channel exactly once, ${kills} times at random moments, with a Slack that fails one request in five`, async () => {
    const outcomes = await pMap(
      Array.from({ length: kills }, (_, run) => run),
      run => killedOnce(seededRandom(`kill ${run}`)),
      { concurrency: atOnce },
    );
    expect(outcomes.map(({ keys }) => keys)).toEqual(outcomes.map(() => sent));
    const steps = Map.groupBy(
      outcomes.flatMap(({ states }) => states),
      state => state,
    );
    console.info(`killed ${kills} times, when messages were: ${[...steps].map(([step, all]) => `${step} ${all.length}`).join(', ')}`);
    if (kills < enoughToHitEveryStep) return;
    expect([...steps.keys()]).toEqual(expect.arrayContaining(['not made', 'claimed', 'handed over', 'posted']));
  }, 2_400_000);
});
