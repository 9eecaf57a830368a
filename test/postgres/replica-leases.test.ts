import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { startOpenAiStandIn } from '../../demo/openai/server.ts';
import { type SlackStandIn, startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { toJson } from '../../src/core/plain-json.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { enqueue } from '../../src/store/outbox.ts';
import { entryStatus } from '../../src/store/outbox-status.ts';
import { newDatabase } from '../support/database.ts';
import { allHeld, asOfAnotherMachine, type Held, untilTakenOver } from './support/held.ts';

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
}

const takenOver: Case['goneOn'] = ({ database }, held) => untilTakenOver(database, held, 200);

const cases: readonly Case[] = [
  // Five requests a minute: the first of the two is at it for minutes.
  { what: 'a source', arrange: async () => async () => {}, goneOn: takenOver },
  { what: 'a slot', arrange: ({ database }) => lockedBudgets(database), goneOn: takenOver },
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
    env: { PATH: process.env.PATH, ...variables },
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

/** How long after the kill it goes on, in milliseconds. */
async function msUntilGoneOn({ what, arrange, goneOn }: Case): Promise<number> {
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
    return Math.round(performance.now() - killedAt);
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
    const times = await Promise.all(cases.map(async one => [one.what, await msUntilGoneOn(one)] as const));
    console.info(`after the kill others went on with ${times.map(([what, ms]) => `${what} after ${(ms / 1000).toFixed(1)} s`).join(', ')}`);
    for (const [what, ms] of times) {
      expect([what, ms < 60_000]).toEqual([what, true]);
      // It was held by a lease that had to run out, and not by luck.
      expect([what, ms > 15_000]).toEqual([what, true]);
    }
  }, 300_000);
});
