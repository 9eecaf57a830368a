import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import pMap from 'p-map';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../demo/openai/seeded-random.ts';
import type { FailureRule } from '../../demo/slack/failures.ts';
import { startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { openDatabase } from '../../src/store/database.ts';
import { digestDatabase } from '../schedule/support/channel-team.ts';
import { messagesOnFile } from '../schedule/support/messages-on-file.ts';

const kills = 200;
/** Runs at the same time: most of a run is waiting for leases. */
const atOnce = 4;
const channels = ['C0GENERAL', 'C0MLCOSTS'];
const sent = channels.map((channel, index) => [`digest:daily:${channel}:2026-11-21:${index + 1}`]);
/** Ten seconds after the digests are due. */
const offsetMs = new Date('2026-11-22T09:00:10Z').getTime() - Date.now();
const clock = () => new Date(Date.now() + offsetMs);

let folder: string;
let prepared: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spendbot-messages-'));
  prepared = join(folder, 'prepared.sqlite');
  await digestDatabase(prepared, channels, '2026-11-21', new Date('2026-11-21T12:00:00Z'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One request in five fails: not now, broken, or accepted and cut off; some more are slow. */
function unreliable(random: () => number): FailureRule {
  return () => {
    const dice = random();
    if (dice < 0.05) return { status: 500 };
    if (dice < 0.08) return { error: 'internal_error' };
    if (dice < 0.12) return { status: 429, retryAfterSeconds: 0 };
    if (dice < 0.2) return { cutAfterAccept: true };
    return dice < 0.35 ? { delayMs: Math.floor(random() * 150) } : undefined;
  };
}

async function statesIn(file: string): Promise<string[]> {
  const database = await openDatabase(`file:${file}`);
  try {
    const rows = await database.selectFrom('outbox').select(['state', 'handed_over_at']).execute();
    return rows.map(row => (row.state !== 'posted' && row.handed_over_at !== null ? 'handed over' : row.state));
  } finally {
    await database.destroy();
  }
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

async function readyProcess(): Promise<Child> {
  const child = spawn(process.execPath, ['test/schedule/support/message-process.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Most of a run would be spent on reading the modules anew.
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: join(folder, 'modules') },
  });
  await once(child.stdout, 'data');
  return child;
}

/** One run: killed somewhere, started again. Gives how the messages stood when it was killed, and the keys in each channel in the end. */
async function killedOnce(run: number, random: () => number): Promise<{ states: string[]; keys: unknown[][] }> {
  const file = join(folder, `${run}.sqlite`);
  copyFileSync(prepared, file);
  const slack = await startSlackStandIn({ clock, fileProcessingMs: 20 });
  slack.failBy(unreliable(random));
  try {
    const { apiUrl, botToken } = slack;
    const calls = Math.floor(random() * 10);
    const child = await readyProcess();
    const exited = once(child, 'exit');
    child.stdin.write(`${JSON.stringify({ file, apiUrl, botToken, offsetMs })}\n`);
    const until = Date.now() + 2_000;
    while (slack.calls.length < calls && Date.now() < until) await sleep(1);
    await sleep(random() * (calls === 0 ? 200 : 60));
    child.kill('SIGKILL');
    await exited;
    const states = await statesIn(file);
    const again = await messagesOnFile({ file, apiUrl, botToken, clock });
    try {
      await expect.poll(() => statesIn(file), { timeout: 30_000, interval: 50 }).toEqual(channels.map(() => 'posted'));
    } finally {
      await again.stop();
    }
    const keysOf = (channel: string) => slack.workspace.messages(channel).map(({ metadata }) => Object(metadata?.event_payload).key);
    return { states: states.length === 0 ? ['not made'] : states, keys: channels.map(keysOf) };
  } finally {
    await slack.close();
    rmSync(file, { force: true });
  }
}

describe('kill -9 between "the day is complete" and "posted and recorded"', () => {
  it(`leaves each digest in its channel exactly once, ${kills} times at random moments, with a Slack that fails one request in five`, async () => {
    const outcomes = await pMap(
      Array.from({ length: kills }, (_, run) => run),
      run => killedOnce(run, seededRandom(`kill ${run}`)),
      { concurrency: atOnce },
    );
    expect(outcomes.map(({ keys }) => keys)).toEqual(outcomes.map(() => sent));
    const steps = Map.groupBy(
      outcomes.flatMap(({ states }) => states),
      state => state,
    );
    console.info(`killed ${kills} times, when messages were: ${[...steps].map(([step, all]) => `${step} ${all.length}`).join(', ')}`);
    expect([...steps.keys()]).toEqual(expect.arrayContaining(['not made', 'claimed', 'handed over', 'posted']));
  }, 2_400_000);
});
