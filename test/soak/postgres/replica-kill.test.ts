import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pMap from 'p-map';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSpendbot } from '#app/open-spendbot.ts';
import { type Database, openDatabase } from '#data/database/open.ts';
import { addSubscription } from '#features/digests/subscriptions-store.ts';
import { overview } from '#features/overview/overview.ts';
import { createBudget } from '#features/setup/budgets-store.ts';
import { seededRandom } from '../../../demo/openai/seeded-random.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { type SlackStandIn, startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { allHeld, asOfAnotherMachine, type Held, heldBy, untilTakenOver } from '../../flow/postgres/support/held.ts';
import { keysIn, messageStates } from '../../flow/support/killed-messages.ts';
import { standInConfig } from '../../support/config.ts';
import { newDatabase } from '../../support/database.ts';
import { collectedContent } from '../../support/dump.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { enoughToHitEveryStep, soakKills } from '../support/soak-kills.ts';
import { type Replica, Replicas } from './support/replica.ts';
import { replicaPaces } from './support/replica-paces.ts';

const runs = soakKills('replica');
/** Runs at the same time: most of a run is waiting for leases and for OpenAI's limit. */
const atOnce = 3;
/** Long enough on any machine; what is not done by then never is. */
const patienceMs = 120_000;
/** As the schedule does each hour, but sooner. */
const collectAgainEveryMs = 12_000;

const digestChannel = 'C0GENERAL';
const alertChannel = 'C0MLCOSTS';
/** The processes' clocks begin ten seconds after the digest is due. */
const morning = new Date('2026-11-22T09:00:10Z');
/** As of which OpenAI answers at first, and in the end. */
const [firstAsOf, thenAsOf] = [morning, new Date('2026-11-22T20:00:00Z')];
const period = { from: '2026-11-18', to: '2026-11-23' };
const change = { by: 'U0YOU', at: new Date('2026-11-21T12:00:00Z'), what: 'set up' };

interface Outcome {
  /** What the process held that was killed. */
  readonly held: readonly Held[];
  /** How long until others had that, in milliseconds. */
  readonly takenOverAfterMs: number;
  readonly content: Record<string, string[]>;
  readonly digests: unknown[];
  readonly alerts: { readonly posted: unknown[]; readonly written: string[]; readonly ofToday: number };
  readonly mostRequests: number;
}

let folder: string;
let prepared: string;
let undisturbed: Record<string, string[]>;
let replicas: Replicas;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spendbot-replicas-'));
  replicas = new Replicas(folder);
  const { content, firstNanoUsd, thenNanoUsd } = await collectedByOne();
  undisturbed = content;
  // At first 60% of the day's budget is spent, and in the end more than all of it.
  const amountNanoUsd = (firstNanoUsd * 10n) / 6n;
  expect(thenNanoUsd).toBeGreaterThan(amountNanoUsd);
  prepared = (await newDatabase()).url;
  const database = await openDatabase(prepared);
  const daily = { rhythm: 'daily', minutes: 540, timeZone: 'Etc/UTC', channelId: digestChannel, filters: [], setUpBy: 'U0YOU' } as const;
  await addSubscription(database, daily, change);
  const budget = { amountNanoUsd, period: 'day', filters: [], thresholds: [50, 80, 100], channelId: alertChannel } as const;
  await createBudget(database, budget, '2026-11-21', change);
  await database.destroy();
}, 120_000);
afterAll(async () => {
  await replicas.killAll();
  rmSync(folder, { recursive: true, force: true });
});

/** What one process collects that nobody disturbs, and what it says of today at first and in the end. */
async function collectedByOne(): Promise<{ content: Record<string, string[]>; firstNanoUsd: bigint; thenNanoUsd: bigint }> {
  let asOf = firstAsOf;
  const openAi = await startOpenAiStandIn({ now: () => asOf, limits: { usage: null }, historyUntil: firstAsOf });
  const config = standInConfig(openAi, 'usage');
  const wholeOrganization = { ...config, sources: config.sources.map(source => ({ ...source, organizationId: null })) };
  const spendbot = await openSpendbot(wholeOrganization, () => morning, silentLogger);
  const today = async () => {
    await spendbot.collections.run(period);
    const { todaySoFar } = await overview(spendbot.parts, morning);
    return todaySoFar.costNanoUsd;
  };
  try {
    const firstNanoUsd = await today();
    asOf = thenAsOf;
    const thenNanoUsd = await today();
    return { content: await collectedContent(spendbot.parts.database), firstNanoUsd, thenNanoUsd };
  } finally {
    await spendbot.close();
    await openAi.close();
  }
}

/** One run: three processes, of which one is killed at a random moment, while a digest is due, an alert fires and then rises. */
async function killedOnce(run: number): Promise<Outcome> {
  const random = seededRandom(`replica kill ${run}`);
  const offsetMs = morning.getTime() - Date.now();
  let asOf = firstAsOf;
  const openAi = await startOpenAiStandIn({
    now: () => asOf,
    historyUntil: firstAsOf,
    limits: { usage: 5 },
    limitClock: () => (performance.now() * 60_000) / replicaPaces.limit.windowMs,
  });
  const slack = await startSlackStandIn({ clock: () => new Date(Date.now() + offsetMs), fileProcessingMs: 20 });
  slack.failBy(() => (random() < 0.3 ? { delayMs: Math.floor(random() * 150) } : undefined));
  const copy = await newDatabase(prepared);
  const database = await openDatabase(copy.url);
  const three = await Promise.all([replicas.take(), replicas.take(), replicas.take()]);
  const whenDone = async (level: number) => {
    const since = Date.now();
    let toldAt = since;
    while (!(await isDone(database, level))) {
      // Who is killed while it looks whether a collection is still wanted keeps the source until the next one.
      if (Date.now() > toldAt + collectAgainEveryMs) {
        toldAt = Date.now();
        for (const one of three) one.collect();
      }
      if (Date.now() > since + patienceMs)
        throw new Error(`run ${run} does not come to ${level}%: ${await howItStands(database, openAi, slack)}`);
      await sleep(250);
    }
  };
  try {
    const isOver = new AbortController();
    const starting = Promise.all(three.map(one => one.start({ databaseUrl: copy.url, openAi, slack, offsetMs })));
    const killing = killSomewhere({ three, database, openAi, slack }, random, isOver.signal);
    await Promise.all([starting, whenDone(50)]);
    asOf = thenAsOf;
    for (const one of three) one.collect();
    await whenDone(100);
    isOver.abort();
    const { held, takenOverAfterMs } = await killing;
    await Promise.all(three.map(one => one.stop()));
    return {
      held,
      takenOverAfterMs,
      content: await collectedContent(database),
      digests: keysIn(slack, digestChannel),
      alerts: { posted: keysIn(slack, alertChannel), ...(await alertsWritten(database)) },
      mostRequests: openAi.stats.maxInAnyWindow.usage,
    };
  } finally {
    for (const one of three) replicas.giveBack(one);
    await database.destroy();
    await Promise.all([slack.close(), openAi.close()]);
    await copy.drop();
  }
}

interface Running {
  readonly three: readonly Replica[];
  readonly database: Database;
  readonly openAi: OpenAiStandIn;
  readonly slack: SlackStandIn;
}

/** Kills one of the processes once a random number of requests was made; mostly one that holds something. */
async function killSomewhere(
  { three, database, openAi, slack }: Running,
  random: () => number,
  isOver: AbortSignal,
): Promise<Pick<Outcome, 'held' | 'takenOverAfterMs'>> {
  const made = () => slack.calls.length + Object.values(openAi.stats.requests).reduce((sum, count) => sum + count, 0);
  const after = Math.floor(random() * 22);
  const pauseMs = random() * 60;
  const [isAnyone, isElsewhere] = [random() < 0.2, random() < 0.5];
  const chance = random();
  while (made() < after && !isOver.aborted) await sleep(2);
  await sleep(pauseMs);
  const heldNow = await allHeld(database);
  const busy = three.filter(({ pid }) => heldBy(heldNow, pid).length > 0);
  const candidates = isAnyone || busy.length === 0 ? three : busy;
  const victim = candidates[Math.floor(chance * candidates.length)];
  if (victim === undefined) throw new Error('there is no process to kill');
  victim.freeze();
  const found = heldBy(await allHeld(database), victim.pid);
  await victim.kill();
  const held = isElsewhere ? await asOfAnotherMachine(database, found) : found;
  const killedAt = performance.now();
  await untilTakenOver(database, held, 200);
  return { held, takenOverAfterMs: performance.now() - killedAt };
}

/** Whether the digest is posted, the alert says `level` percent, and nothing is left to be done. */
async function isDone(database: Database, level: number): Promise<boolean> {
  // The level first: its messages are written with it, and so are among those whose states are read after it.
  const today = await database.selectFrom('incident').where('subject', '=', '2026-11-22').select('level').executeTakeFirst();
  const states = await messageStates(database);
  const digest = await database.selectFrom('outbox').where('channel_id', '=', digestChannel).select('state').executeTakeFirst();
  const isQuiet = states.every(state => state === 'posted' || state === 'superseded') && (await allHeld(database)).length === 0;
  return isQuiet && digest?.state === 'posted' && Number(today?.level ?? 0) === level;
}

async function howItStands(database: Database, { stats }: OpenAiStandIn, slack: SlackStandIn): Promise<string> {
  const incidents = await database.selectFrom('incident').select(['watch', 'subject', 'state', 'level']).execute();
  const messages = await database.selectFrom('outbox').select(['key', 'state', 'failure']).execute();
  const all = { incidents, messages, held: await allHeld(database), stats, calls: slack.calls.map(({ method }) => method) };
  return JSON.stringify(all, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));
}

async function alertsWritten(database: Database): Promise<{ written: string[]; ofToday: number }> {
  const messages = database.selectFrom('outbox').where('channel_id', '=', alertChannel).where('operation', '<>', 'update');
  const rows = await messages.select('key').execute();
  const { id } = await database.selectFrom('incident').where('subject', '=', '2026-11-22').select('id').executeTakeFirstOrThrow();
  const written = rows.map(({ key }) => key).sort();
  return { written, ofToday: written.filter(key => key.includes(id)).length };
}

describe('three processes on one database, one of which is killed', () => {
  it(`collect every day, post each digest and each step of an alert once, and keep OpenAI's limit together, ${runs} times`, async () => {
    const outcomes = await pMap(
      Array.from({ length: runs }, (_, run) => run),
      killedOnce,
      { concurrency: atOnce },
    );
    const held = outcomes.flatMap(outcome => outcome.held.map(({ what }) => what));
    const count = (what: Held['what']) => held.filter(one => one === what).length;
    const longestMs = Math.max(...outcomes.map(({ takenOverAfterMs }) => takenOverAfterMs));
    console.info(
      `killed ${runs} times, when it held a source ${count('a source')}, a slot ${count('a slot')}, a message ${count('a message')} times, ` +
        `nothing ${outcomes.filter(outcome => outcome.held.length === 0).length} times; others had it after ${Math.round(longestMs)} ms ` +
        `at most, with leases of ${replicaPaces.hold.leaseMs} ms`,
    );
    for (const { content, digests, alerts, mostRequests } of outcomes) {
      expect(content).toEqual(undisturbed);
      expect(digests).toEqual([`digest:daily:${digestChannel}:2026-11-21:1`]);
      expect(alerts.posted.toSorted()).toEqual(alerts.written);
      // It fired at 50% and rose to 100%.
      expect(alerts.ofToday).toBe(2);
      expect(mostRequests).toBeLessThanOrEqual(5);
    }
    if (runs < enoughToHitEveryStep) return;
    expect(Math.max(...outcomes.map(({ mostRequests }) => mostRequests))).toBe(5);
    for (const what of ['a source', 'a slot', 'a message'] as const) expect(count(what)).toBeGreaterThan(0);
  }, 2_400_000);
});
