import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';
import { expect, it, onTestFinished } from 'vitest';
import { startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { freePort } from '../../support/free-port.ts';
import { standInVariables, startMain } from '../../support/main-process.ts';
import { oddRequests, sentRaw } from './odd-requests.ts';

it('answers every request on every port, however odd, and lives', async () => {
  expect(oddRequests.length).toBeGreaterThan(200);
  // Where it is active, it reads what a socket sends, and cannot read this.
  nock.restore();
  onTestFinished(() => nock.activate());
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-odd-'));
  const openAi = await startOpenAiStandIn({ limits: { usage: null, admin: null } });
  const slack = await startSlackStandIn();
  onTestFinished(async () => {
    await slack.close();
    await openAi.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const slackPort = await freePort();
  const { SLACK_APP_TOKEN: _, ...variables } = standInVariables(openAi, slack, folder);
  const spendbot = await startMain(folder, {
    ...{ ...variables, SLACK_SIGNING_SECRET: slack.signingSecret, PORT: String(slackPort), BACKFILL_DAYS: '1' },
  });
  const metricsPort = Number(new URL(spendbot.pages).port);
  for (const request of oddRequests) {
    const head = JSON.stringify(request.slice(0, 80));
    expect(`${head} ${await sentRaw(metricsPort, request)}`).toMatch(/ HTTP\/1\.1 (?:200|400|404|405|417|431) [\w ]+$/);
    // Bolt's server closes the connection of a CONNECT.
    if (!request.startsWith('CONNECT'))
      expect(`${head} ${await sentRaw(slackPort, request)}`).toMatch(/ HTTP\/1\.1 (?:200|4\d\d|500) [\w ]+$/);
  }
  expect((await fetch(`${spendbot.pages}/readyz`)).status).toBe(200);
  expect((await spendbot.end()).code).toBe(0);
}, 60_000);
