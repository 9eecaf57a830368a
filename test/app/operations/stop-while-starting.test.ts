import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '#data/database/open.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { type SlackStandIn, startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { standInVariables, startMain } from '../../support/main-process.ts';
import { isSoak } from '../../support/part-of.ts';

let openAi: OpenAiStandIn;
let slack: SlackStandIn;
let folder: string;
beforeEach(async () => {
  openAi = await startOpenAiStandIn({ limits: { usage: null, admin: null } });
  slack = await startSlackStandIn();
  folder = mkdtempSync(join(tmpdir(), 'spendbot-stop-start-'));
});
afterEach(async () => {
  await slack.close();
  await openAi.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = (until?: string, onSpawned?: (child: ChildProcess) => void) =>
  startMain(folder, { ...standInVariables(openAi, slack, folder), BACKFILL_DAYS: '3' }, undefined, until, onSpawned);

const requests = () => Object.values(openAi.stats.requests).reduce((sum, count) => sum + count, 0);
const calls = (method: string) => () => slack.calls.some(call => call.method === method);
const after = (ms: number) => {
  const from = performance.now();
  return () => performance.now() - from > ms;
};

/** Whether the process has opened its database, by what Linux says of it; elsewhere, whether it has had the time to. */
function opensDatabase(pid: number): () => boolean {
  if (process.platform !== 'linux') return after(4_000);
  return () => readFileSync(`/proc/${pid}/maps`, 'utf8').includes(join(folder, 'spendbot.sqlite-shm'));
}

/** A moment of the start, brought about by something that keeps it there. */
const moments: readonly {
  readonly when: string;
  readonly code: number | null;
  /** Returns what ends it. */
  readonly keep?: () => () => void;
  readonly isReached: (pid: number) => () => boolean;
}[] = [
  // Nothing listens for a signal yet.
  { when: 'it loads its modules', code: null, isReached: () => after(20) },
  { when: 'another program holds its database', code: 0, keep: () => holdDatabase(), isReached: opensDatabase },
  {
    when: 'OpenAI does not answer its first request',
    code: 0,
    keep: () => {
      openAi.fail({ kind: 'slow', delayMs: 60_000 });
      return () => openAi.heal();
    },
    isReached: () => () => requests() > 0,
  },
  { when: 'it stores the first days', code: 0, isReached: () => () => requests() > 5 },
  { when: 'it connects to Slack', code: 0, isReached: () => calls('apps.connections.open') },
];

/** Each of them in the soak. */
const played = isSoak()
  ? moments
  : moments.filter(({ when }) => when !== 'it connects to Slack' && when !== 'OpenAI does not answer its first request');

it.each(played)('leaves within ten seconds of SIGTERM while $when, and the next start is well', async ({ code, keep, isReached }) => {
  await (await openDatabase(`file:${join(folder, 'spendbot.sqlite')}`)).destroy();
  const release = keep?.();
  let endedAt = Number.NaN;
  const ended = new Promise<number | null>(resolve => {
    start('never said', child => {
      const isNow = isReached(child.pid ?? 0);
      const look = setInterval(() => {
        if (!isNow()) return;
        clearInterval(look);
        endedAt = performance.now();
        child.kill('SIGTERM');
      }, 5);
      child.once('exit', exitCode => {
        clearInterval(look);
        resolve(exitCode);
      });
    }).catch(() => undefined);
  });
  expect(await ended).toBe(code);
  expect(performance.now() - endedAt).toBeLessThan(10_000);

  release?.();
  const next = await start();
  await expect.poll(async () => (await (await slack.workspace.type('/spend status')).message()).text).toMatch(/4 days collected/);
  expect((await (await slack.workspace.type('/spend status')).message()).text).not.toMatch(/fail/i);
  expect((await next.end()).code).toBe(0);
});

function holdDatabase(): () => void {
  const other = new SqliteDatabase(join(folder, 'spendbot.sqlite'));
  other.exec('begin immediate');
  onTestFinished(() => void other.close());
  return () => other.exec('rollback');
}
