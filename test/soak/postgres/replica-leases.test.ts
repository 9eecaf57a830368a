import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { toJson } from '#core/bigint-json.ts';
import { type Database, openDatabase } from '#data/database/open.ts';
import { enqueue, entryStatus } from '#delivery/outbox/outbox-store.ts';
import { startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { type SlackStandIn, startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { allHeld, asOfAnotherMachine, type Held, untilTakenOver } from '../../flow/postgres/support/held.ts';
import { childVariables } from '../../support/child-variables.ts';
import { newDatabase } from '../../support/database.ts';

interface Scene {
  readonly database: Database;
  readonly slack: SlackStandIn;
}

interface Case {
  readonly what: Held['what'];
  /** Makes a process hold it for longer than it takes to kill that; gives what ends this. Begins before the processes do. */
  arrange(scene: Scene): Promise<() => Promise<void>>;
  /** Resolves when what the process held that was killed is done or goes on. */
  goneOn(scene: Scene, held: readonly Held[]): Promise<void>;
  /** Whether it went on by something newer, which need not wait for the lease of what the killed process held. */
  bySomethingNewer?(scene: Scene, held: readonly Held[]): Promise<boolean>;
}

const takenOver: Case['goneOn'] = ({ database }, held) => untilTakenOver(database, held, 200);

/** Alerts are looked at every five minutes, and the look of a later slot ends the earlier ones. */
async function byLaterSlot({ database }: Scene, held: readonly Held[]): Promise<boolean> {
  const done = await database.selectFrom('job_slot').where('state', '=', 'done').select(['job', 'slot']).execute();
  return held.some(({ name }) => done.some(({ job, slot }) => name.startsWith(`${job} `) && `${job} ${slot}` > name));
}

const cases: readonly Case[] = [
  // Five requests a minute: the first of the two is at it for minutes.
  { what: 'a source', arrange: async () => async () => {}, goneOn: takenOver },
  { what: 'a slot', arrange: ({ database }) => lockedBudgets(database), goneOn: takenOver, bySomethingNewer: byLaterSlot },
  { what: 'a message', arrange: slowMessage, goneOn: ({ database }) => untilPosted(database) },
];

/** Whoever looks at alerts waits. */
async function lockedBudgets(database: Database): Promise<() => Promise<void>> {
  const locked = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const transaction = database.transaction().execute(async open => {
    await sql`lock table budget in access exclusive mode`.execute(open);
    locked.resolve();
    await released.promise;
  });
  await locked.promise;
  return async () => {
    released.resolve();
    await transaction;
  };
}

/** A message that Slack is handed, and does not take. */
async function slowMessage({ database, slack }: Scene): Promise<() => Promise<void>> {
  slack.fail({ method: 'chat.postMessage', delayMs: 30_000, error: 'internal_error' });
  const view = toJson({ kind: 'note', what: 'a note', channelId: null, whatToDo: 'Nothing.' });
  const entry = { key: 'note', channelId: 'C0GENERAL', about: null, operation: 'post', setUpBy: null, view } as const;
  await database.transaction().execute(transaction => enqueue(transaction, entry, new Date()));
  return async () => slack.heal();
}

async function untilPosted(database: Database): Promise<void> {
  while ((await entryStatus(database, 'note'))?.state !== 'posted') await sleep(200);
}

/** Starts spendbot as an operator does, and resolves when it runs. */
async function startSpendbot(variables: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['src/main.ts'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...childVariables, ...variables },
  });
  let log = '';
  for await (const data of child.stderr.iterator({ destroyOnReturn: false })) {
    log += String(data);
    if (log.includes('spendbot is running')) break;
  }
  child.stderr.resume();
  expect(log).toContain('spendbot is running');
  return child;
}

interface GoneOn {
  readonly what: Held['what'];
  /** After the kill. */
  readonly ms: number;
  readonly bySomethingNewer: boolean;
}

async function untilGoneOn({ what, arrange, goneOn, bySomethingNewer }: Case): Promise<GoneOn> {
  const openAi = await startOpenAiStandIn();
  const slack = await startSlackStandIn();
  const { url, drop } = await newDatabase();
  const database = await openDatabase(url);
  const scene = { database, slack };
  const undo = await arrange(scene);
  const variables = {
    DATABASE_URL: url,
    OPENAI_BASE_URL: openAi.url,
    OPENAI_API_KEY: openAi.plainKey,
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
  };
  const processes = await Promise.all([startSpendbot(variables), startSpendbot(variables)]);
  try {
    const isIt = (held: Held) => held.what === what && processes.some(({ pid }) => held.holder.split('/')[1] === String(pid));
    let found = (await allHeld(database)).find(isIt);
    for (; found === undefined; found = (await allHeld(database)).find(isIt)) await sleep(50);
    const victim = processes.find(({ pid }) => found.holder.split('/')[1] === String(pid));
    victim?.kill('SIGKILL');
    const killedAt = performance.now();
    const held = await asOfAnotherMachine(database, [found]);
    await undo();
    await goneOn(scene, held);
    const ms = Math.round(performance.now() - killedAt);
    return { what, ms, bySomethingNewer: (await bySomethingNewer?.(scene, held)) ?? false };
  } finally {
    await Promise.all(processes.map(stopped));
    await database.destroy();
    await drop();
    await Promise.all([slack.close(), openAi.close()]);
  }
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

describe('spendbot that is killed, with the leases that it has everywhere', () => {
  it('leaves nothing that another process does not go on with within a minute: a source, a slot, a message', async () => {
    const all = await Promise.all(cases.map(untilGoneOn));
    console.info(`after the kill others went on with ${all.map(({ what, ms }) => `${what} after ${(ms / 1000).toFixed(1)} s`).join(', ')}`);
    for (const { what, ms, bySomethingNewer } of all) {
      expect([what, ms < 60_000]).toEqual([what, true]);
      // It was held by a lease that had to run out, and not by luck.
      expect([what, bySomethingNewer || ms > 15_000]).toEqual([what, true]);
    }
  }, 300_000);
});
