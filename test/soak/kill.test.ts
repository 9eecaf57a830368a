import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSpendbot } from '#app/open-spendbot.ts';
import { seededRandom } from '../../demo/openai/seeded-random.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../demo/openai/server.ts';
import { childVariables } from '../support/child-variables.ts';
import { standInConfig } from '../support/config.ts';
import { testDatabaseUrl } from '../support/database.ts';
import { collectedContent } from '../support/dump.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { soakKills } from './support/soak-kills.ts';

const kills = soakKills('collection');
const now = new Date('2026-11-22T18:00:00Z');
const period = { from: '2026-10-14', to: '2026-11-22' };

let openAi: OpenAiStandIn;
beforeAll(async () => {
  openAi = await startOpenAiStandIn({ now: () => now, limits: { usage: null, admin: null } });
});
afterAll(async () => {
  await openAi.close();
});

/** Collects to the end in this process, and gives everything that is in the database then. */
async function collectedAtTheEnd(url: string): Promise<Record<string, string[]>> {
  const spendbot = await openSpendbot(standInConfig(openAi, 'admin', url), () => now, silentLogger);
  try {
    expect(await spendbot.collections.run(period)).toEqual([{ source: 'admin', failures: [], stoppedBecause: null }]);
    return await collectedContent(spendbot.parts.database);
  } finally {
    await spendbot.close();
  }
}

function requestsServed(): number {
  return Object.values(openAi.stats.requests).reduce((sum, count) => sum + count, 0);
}

/** Starts the command that an operator would, and kills it once it has made `requests` requests and `ms` have passed. */
async function collectUntilKilled(url: string, requests: number, ms: number): Promise<NodeJS.Signals | null> {
  const before = requestsServed();
  const child = spawn(process.execPath, ['src/cli.ts', 'collect', '--from', period.from, '--to', '2026-11-21'], {
    stdio: 'ignore',
    env: {
      ...childVariables,
      OPENAI_BASE_URL: openAi.url,
      OPENAI_ADMIN_KEY: openAi.adminKey,
      OPENAI_REQUESTS_PER_MINUTE: '10000',
      DATABASE_URL: url,
      LOG_LEVEL: 'silent',
    },
  });
  const exited = once(child, 'exit');
  while (child.exitCode === null && requestsServed() - before < requests) await sleep(1);
  await sleep(ms);
  child.kill('SIGKILL');
  const [, signal] = (await exited) as [number | null, NodeJS.Signals | null];
  return signal;
}

describe('kill -9 during a backfill', () => {
  it(`leaves nothing behind that the next collection does not mend, ${kills} times at random moments`, async () => {
    const undisturbed = await collectedAtTheEnd(await testDatabaseUrl());
    expect(undisturbed.usage_row?.length).toBeGreaterThan(1000);
    const requestsOfOne = requestsServed();
    const random = seededRandom('kill');
    let killed = 0;
    // On a busy machine some are done before they are hit; those do not count.
    for (let attempt = 0; killed < kills && attempt < 3 * kills; attempt += 1) {
      const url = await testDatabaseUrl();
      const signal = await collectUntilKilled(url, 1 + Math.floor(random() * requestsOfOne), random() * 250);
      if (signal !== 'SIGKILL') continue;
      killed += 1;
      expect(await collectedAtTheEnd(url)).toEqual(undisturbed);
    }
    expect(killed).toBe(kills);
  }, 900_000);
});
