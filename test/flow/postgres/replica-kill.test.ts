import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { usualLease } from '#delivery/jobs/lease.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../demo/openai/server.ts';
import { startSlackStandIn } from '../../../demo/slack/stand-in.ts';
import { giveDigests } from '../../support/channel-team.ts';
import { onDatabase, type PreparedDatabase, prepareDatabase } from '../../support/database-copies.ts';
import { collectedContent } from '../../support/dump.ts';
import { collectDays } from '../support/collect-days.ts';
import { keysIn } from '../support/killed-messages.ts';
import { sendUntilIdle } from '../support/send-until-idle.ts';
import { type LastStep, Steps } from '../support/steps.ts';
import { allHeld, type Held } from './support/held.ts';

const morning = new Date('2026-11-22T09:00:10Z');
const channel = 'C0GENERAL';

let openAi: OpenAiStandIn;
let prepared: PreparedDatabase;
beforeAll(async () => {
  openAi = await startOpenAiStandIn({ now: () => morning, limits: { usage: null, admin: null } });
  prepared = await prepareDatabase(database => giveDigests(database, [channel], '2026-11-21', new Date('2026-11-21T12:00:00Z')));
});
afterAll(async () => {
  await prepared.drop();
  await openAi.close();
});

/** Several processes on one database. Time stands still unless it is moved on. */
async function replicas() {
  const { url, drop } = await prepared.copy();
  let atMs = morning.getTime();
  const clock = () => new Date(atMs);
  const slack = await startSlackStandIn({ clock, fileProcessingMs: 0 });
  onTestFinished(async () => {
    await slack.close();
    await drop();
  });
  const period = { from: '2026-11-20', to: '2026-11-22' };
  const { apiUrl, botToken } = slack;
  return {
    slack,
    moveOn: (ms: number) => {
      atMs += ms;
    },
    collect: (steps: Steps) =>
      collectDays({ what: 'collection', url, openAi: { url: openAi.url, adminKey: openAi.adminKey }, period, clock }, steps),
    send: (steps: Steps) => sendUntilIdle({ what: 'digest', url, apiUrl, botToken, clock }, steps),
    content: () => onDatabase(url, collectedContent),
    held: () => onDatabase(url, allHeld),
  };
}

/** Enough for a waiting process to have checked several times. */
const looksOften = 40;

/**
 * What the first of two processes holds when it is killed. The other one is already running, leaves it alone until the lease runs out, and
 * then takes over.
 */
async function takenOver(work: 'collect' | 'send', last: LastStep): Promise<{ all: Awaited<ReturnType<typeof replicas>>; held: Held[] }> {
  const all = await replicas();
  const killed = new Steps(last);
  await all[work](killed).catch((error: Error) => expect(error.name).toBe('Stopped'));
  expect(killed.isStopped).toBe(true);
  const held = await all.held();
  all.moveOn(usualLease.leaseMs - 1);
  const other = new Steps();
  let isIdle = false;
  const goesOn = all[work](other).finally(() => {
    isIdle = true;
  });
  while (!isIdle && other.asked < looksOften) await sleep(5);
  const stillHeld = await all.held();
  all.moveOn(1);
  await goesOn;
  await all[work](new Steps());
  expect(stillHeld).toEqual(held);
  expect(await all.held()).toEqual([]);
  return { all, held };
}

describe('of two processes, when one is killed, the other takes over once the lease is over', () => {
  it('a source, and collects what is left', async () => {
    const undisturbed = await replicas();
    await undisturbed.collect(new Steps());
    const { all, held } = await takenOver('collect', { step: 'insert usage_row', count: 5 });
    expect(held).toMatchObject([{ what: 'a source', name: 'admin' }]);
    expect(await all.content()).toEqual(await undisturbed.content());
  });

  it.each([
    ['a slot', 'and does what is due', 'insert job_slot'],
    ['a message', 'and posts it', 'files.completeUploadExternal'],
    ['a message', 'and posts it no second time', 'chat.postMessage'],
  ])('%s, %s', async (what, _, step) => {
    const { all, held } = await takenOver('send', { step, count: 1 });
    expect(held).toMatchObject([{ what }]);
    expect(keysIn(all.slack, channel)).toEqual([`digest:daily:${channel}:2026-11-21:1`]);
  });
});
