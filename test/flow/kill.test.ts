import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { later } from '#core/time/day.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../demo/openai/server.ts';
import { onDatabase, type PreparedDatabase, prepareDatabase } from '../support/database-copies.ts';
import { collectedContent } from '../support/dump.ts';
import { chosenSteps } from './support/chosen-steps.ts';
import { collectDays } from './support/collect-days.ts';
import { killProcess } from './support/kill-process.ts';
import { type LastStep, Steps } from './support/steps.ts';

const now = new Date('2026-11-22T18:00:00Z');
const minuteMs = 60_000;
const period = { from: '2026-11-20', to: '2026-11-22' };

let openAi: OpenAiStandIn;
let prepared: PreparedDatabase;
let undisturbed: Awaited<ReturnType<typeof collected>>;
beforeAll(async () => {
  openAi = await startOpenAiStandIn({ now: () => now, limits: { usage: null, admin: null } });
  prepared = await prepareDatabase(async () => undefined);
  undisturbed = await collected(null);
});
afterAll(async () => {
  await prepared.drop();
  await openAi.close();
});

/** What is collected, where the first process is killed after `last`, and another goes on when its lease has run out; and the steps of the first. */
async function collected(last: LastStep | null, { isRealProcess = false } = {}) {
  const { url, drop } = await prepared.copy();
  const steps = new Steps(last);
  let at = now;
  const collecting = { what: 'collection', url, openAi: { url: openAi.url, adminKey: openAi.adminKey }, period, clock: () => at } as const;
  try {
    if (last === null) await collectDays(collecting, steps);
    else if (isRealProcess) await killProcess(collecting, last);
    else await expect(collectDays(collecting, steps)).rejects.toThrow('this process was stopped');
    if (last !== null) {
      at = later(now, minuteMs);
      const reports = await collectDays(collecting, new Steps());
      expect(reports).toEqual([{ source: 'admin', failures: [], stoppedBecause: null }]);
    }
    return { steps: steps.taken, content: await onDatabase(url, collectedContent) };
  } finally {
    await drop();
  }
}

describe('a backfill that is killed', () => {
  it('is mended by the next collection, whichever commit was the last', async () => {
    const { steps, content } = undisturbed;
    expect(content.usage_row?.length).toBeGreaterThan(30);
    const commits = steps.filter(step => step === 'commit').length;
    expect(commits).toBeGreaterThan(40);
    for (const count of chosenSteps({ last: commits, chosen: [1, 16, 40] })) {
      expect((await collected({ step: 'commit', count })).content).toEqual(content);
    }
  });

  it('is mended by the next collection, whatever it was writing', async () => {
    const { steps, content } = undisturbed;
    const kinds = [...new Set(steps)].filter(step => step !== 'commit');
    expect(kinds).toEqual(
      expect.arrayContaining(['insert collection_lease', 'insert collected_day', 'insert usage_row', 'insert billed_row']),
    );
    for (const kind of chosenSteps({ last: kinds.length, chosen: [2, 6, 8] })) {
      expect((await collected({ step: kinds[kind - 1], count: 1 })).content).toEqual(content);
    }
  });

  it('with kill -9 amid a day is mended by the next collection', async () => {
    const { content } = undisturbed;
    expect((await collected({ step: 'insert usage_total', count: 2 }, { isRealProcess: true })).content).toEqual(content);
  });
});
