import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { setUpDigest } from '../../demo/digest.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../demo/openai/server.ts';
import { type SlackStandIn, startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { onDatabase } from '../support/database-copies.ts';
import { standInVariables, startMain } from '../support/main-process.ts';
import { keysIn, messageStates } from './support/killed-messages.ts';

let openAi: OpenAiStandIn;
beforeAll(async () => {
  openAi = await startOpenAiStandIn({ limits: { usage: null, admin: null } });
});
afterAll(() => openAi.close());

/** A bot that has a digest to post as soon as it has collected, in a workspace that answers `chat.postMessage` only after `delayMs`. */
async function slowWorkspace(delayMs: number) {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-stop-'));
  const slack = await startSlackStandIn({ acknowledgeWithinMs: 30_000 });
  onTestFinished(async () => {
    await slack.close();
    rmSync(folder, { recursive: true, force: true });
  });
  let arrived = 0;
  slack.failBy(method => {
    if (method !== 'chat.postMessage') return undefined;
    arrived += 1;
    return { delayMs };
  });
  const url = `file:${join(folder, 'spendbot.sqlite')}`;
  await setUpDigest(url, new Date());
  return {
    start: () => startMain(folder, { ...standInVariables(openAi, slack, folder), BACKFILL_DAYS: '2' }),
    arrived: () => arrived,
    states: () => onDatabase(url, messageStates),
    digests: () => digestsIn(slack),
  };
}

function digestsIn(slack: SlackStandIn): unknown[] {
  return keysIn(slack, 'C0MLCOSTS').filter(key => String(key).startsWith('digest:'));
}

/** The bot is stopped while Slack has its message and has not answered; how it left. */
async function stoppedAmidAMessage({ start, arrived, digests }: Awaited<ReturnType<typeof slowWorkspace>>) {
  const spendbot = await start();
  await expect.poll(arrived).toBe(1);
  expect(digests()).toEqual([]);
  const { code, tookMs } = await spendbot.end();
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(10_000);
  return spendbot;
}

it('finishes on SIGTERM a message that Slack is slow to take, and does not post it again after the restart', async () => {
  const workspace = await slowWorkspace(3_000);
  const stopped = await stoppedAmidAMessage(workspace);
  expect(stopped.log.join('\n')).toContain('spendbot has stopped');
  expect([workspace.digests().length, await workspace.states()]).toEqual([1, ['posted']]);

  const restarted = await workspace.start();
  await expect.poll(() => restarted.log.join('\n')).toContain('"job":"digest correction"');
  // By now the restarted bot has looked for digests that are due; the outbox is looked at every second.
  await sleep(3_000);
  expect([workspace.arrived(), workspace.digests().length]).toEqual([1, 1]);
  expect((await restarted.end()).code).toBe(0);
});

it('leaves on SIGTERM a message that Slack takes only after that, and finds it after the restart instead of posting it again', async () => {
  // Slack has it when the bot is gone, and before the restarted one looks for it.
  const workspace = await slowWorkspace(14_000);
  const stopped = await stoppedAmidAMessage(workspace);
  expect(stopped.log.join('\n')).toContain('the next start goes on with it');
  expect([workspace.digests().length, await workspace.states()]).toEqual([0, ['handed over']]);

  const restarted = await workspace.start();
  await expect.poll(workspace.states, { timeout: 120_000, interval: 500 }).toEqual(['posted']);
  expect([workspace.arrived(), workspace.digests().length]).toEqual([1, 1]);
  expect((await restarted.end()).code).toBe(0);
});
