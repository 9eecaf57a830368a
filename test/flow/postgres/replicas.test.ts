import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSpendbot } from '#app/open-spendbot.ts';
import { openDatabase } from '#data/database/open.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { childVariables } from '../../support/child-variables.ts';
import { standInConfig } from '../../support/config.ts';
import { testDatabaseUrl } from '../../support/database.ts';
import { collectedContent } from '../../support/dump.ts';
import { silentLogger } from '../../support/silent-logger.ts';

const now = new Date('2026-11-22T18:00:00Z');
const period = { from: '2026-11-11', to: '2026-11-22' };

let openAi: OpenAiStandIn;
beforeAll(async () => {
  openAi = await startOpenAiStandIn({ now: () => now, limits: { usage: null, admin: null } });
});
afterAll(() => openAi.close());

function requestsServed(): number {
  return Object.values(openAi.stats.requests).reduce((sum, count) => sum + count, 0);
}

/** What one undisturbed process collects, and in how many requests. */
async function undisturbed(): Promise<{ content: Record<string, string[]>; requests: number }> {
  const before = requestsServed();
  const spendbot = await openSpendbot(standInConfig(openAi, 'admin', await testDatabaseUrl()), () => now, silentLogger);
  await spendbot.collections.run(period);
  const content = await collectedContent(spendbot.parts.database);
  await spendbot.close();
  return { content, requests: requestsServed() - before };
}

function startCollecting(url: string): { child: ChildProcess; exited: Promise<unknown[]>; log: string[] } {
  const child = spawn(process.execPath, ['src/cli.ts', 'collect', '--from', period.from, '--to', '2026-11-21'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...childVariables,
      OPENAI_BASE_URL: openAi.url,
      OPENAI_ADMIN_KEY: openAi.adminKey,
      OPENAI_REQUESTS_PER_MINUTE: '10000',
      DATABASE_URL: url,
      LOG_LEVEL: 'info',
    },
  });
  const log: string[] = [];
  child.stderr.on('data', data => log.push(String(data)));
  return { child, exited: once(child, 'exit'), log };
}

describe('two processes that collect one source into one database', () => {
  it('take turns, and when the first is killed the second goes on with what it had left', async () => {
    const alone = await undisturbed();
    const url = await testDatabaseUrl();
    const before = requestsServed();
    const first = startCollecting(url);
    while (first.child.exitCode === null && requestsServed() - before < alone.requests / 3) await sleep(1);
    const second = startCollecting(url);
    // The second waits for the first, which is stopped so that it can't finish before it is killed.
    first.child.kill('SIGSTOP');
    const database = await openDatabase(url);
    while (second.child.exitCode === null && !second.log.join('').includes('waiting for it')) await sleep(20);
    const served = requestsServed();
    await sleep(1000);
    expect([second.child.exitCode, requestsServed()]).toEqual([null, served]);
    first.child.kill('SIGKILL');
    expect(await first.exited).toEqual([null, 'SIGKILL']);
    expect(await second.exited).toEqual([0, null]);
    expect(await collectedContent(database)).toEqual(alone.content);
    // Whatever the first was fetching is fetched again, and so are the names.
    expect(requestsServed() - before).toBeLessThan(alone.requests * 1.7);
    await database.destroy();
  }, 180_000);
});
