import { beforeEach, describe, expect, it } from 'vitest';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import { lastChanges } from '#data/database/audit-log.ts';
import type { Database } from '#data/database/open.ts';
import { actOnIncident } from '#features/alerts/act-on-incident.ts';
import { evaluateAlerts } from '#features/alerts/evaluate.ts';
import { openIncidents } from '#features/alerts/incidents-store.ts';
import { changeBudget, createBudget, setBudgetState } from '#features/setup/budgets-store.ts';
import { testDatabase } from '../../support/database.ts';
import { told, written } from '../support/outbox.ts';
import { at, budget, change, type Watched, watched } from './watched.ts';

const usd = nanoUsdFromDecimal;

let database: Database;
let spend: Watched['spend'];
let look: Watched['look'];
let parts: Watched['parts'];

beforeEach(async () => {
  database = await testDatabase();
  ({ parts, spend, look } = await watched(database));
});

it('lets others work between one budget and the next, so that whoever asks in Slack meanwhile is answered', async () => {
  for (let number = 0; number < 20; number += 1) await createBudget(database, budget, '2026-11-01', change);
  let turns = 0;
  let isLooking = true;
  const count = () => {
    turns += 1;
    if (isLooking) setImmediate(count);
  };
  setImmediate(count);
  await look('02T12:00');
  isLooking = false;
  expect(turns).toBeGreaterThanOrEqual(20);
});

describe('a budget of $500 a month that warns at 50, 80 and 100%', () => {
  beforeEach(async () => {
    await createBudget(database, budget, '2026-11-01', change);
  });

  it('says nothing below the first threshold', async () => {
    await spend('02', '249.999999999');
    await look('02T12:00');
    expect(await told(database)).toEqual([]);
  });

  it('fires once, however often it is looked at', async () => {
    await spend('02', '250');
    for (const time of ['02T12:00', '02T13:00', '02T23:59']) await look(time);
    expect(await told(database)).toEqual(['post firing 50%']);
    const [message] = await written(database);
    expect(message).toMatchObject({ channelId: 'C0COSTS', about: null, view: { beganAt: '2026-11-02T12:00:00.000Z', because: 'fires' } });
  });

  it('rises in the same thread, shown in the channel too, each threshold once', async () => {
    await spend('02', '260');
    await look('02T12:00');
    await spend('03', '150');
    await look('03T12:00');
    await look('03T13:00');
    await spend('04', '200');
    await look('04T12:00');
    const all = await written(database);
    // 260 + 150 = 410 is 82%; and 200 more are 610, 122%.
    expect(await told(database)).toEqual([
      'post firing 52%',
      'update firing 82%',
      'broadcast firing 82%',
      'update firing 122%',
      'broadcast firing 122%',
    ]);
    expect(new Set(all.slice(1).map(({ about }) => about))).toEqual(new Set([all[0]?.key]));
  });

  it('says only the highest of several that were passed at once', async () => {
    await spend('02', '450');
    await look('02T12:00');
    expect(await told(database)).toEqual(['post firing 90%']);
    await look('02T13:00');
    expect(await told(database)).toHaveLength(1);
  });

  it('keeps its message up to date without saying anything aloud', async () => {
    await spend('02', '260');
    await look('02T12:00');
    await spend('03', '10');
    await look('03T12:00');
    expect(await told(database)).toEqual(['post firing 52%', 'update firing 54%']);
  });

  it('is over when spend falls back clearly, and says so in the thread; a return is a new incident', async () => {
    await spend('02', '260');
    await look('02T12:00');
    // 245 is below 250 by less than 5%: neither begins nor ends it.
    await spend('02', '245');
    await look('02T13:00');
    expect((await openIncidents(database)).map(({ state }) => state)).toEqual(['firing']);
    await spend('02', '200');
    await look('02T14:00');
    expect(await openIncidents(database)).toEqual([]);
    expect((await told(database)).slice(-2)).toEqual(['update resolved 40%', 'reply resolved 40%']);
    await spend('02', '260');
    await look('02T15:00');
    const messages = (await written(database)).filter(({ operation }) => operation === 'post');
    expect(messages.map(({ view }) => view.incidentId)).toEqual([expect.any(String), expect.any(String)]);
    expect(new Set(messages.map(({ key }) => key)).size).toBe(2);
  });

  it('ends with its month where that stayed below it, with what the month came to', async () => {
    await spend('29', '260');
    await look('29T12:00');
    await spend('30', '150');
    await evaluateAlerts(parts, new Date('2026-12-01T00:05:00Z'));
    expect(await openIncidents(database)).toEqual([]);
    expect(await told(database)).toEqual(['post firing 52%', 'update resolved 82%']);
    expect((await written(database)).at(-1)).toMatchObject({ view: { endedBecause: 'period ends' } });
  });

  it('that was passed ends once its month has settled', async () => {
    await spend('29', '560');
    await look('29T12:00');
    await evaluateAlerts(parts, new Date('2026-12-03T12:00:00Z'));
    expect((await openIncidents(database)).map(({ subject }) => subject)).toEqual(['2026-11-01']);
    await evaluateAlerts(parts, new Date('2026-12-04T00:00:00Z'));
    expect(await openIncidents(database)).toEqual([]);
    expect((await written(database)).at(-1)).toMatchObject({
      operation: 'update',
      view: { state: 'resolved', endedBecause: 'period ends' },
    });
  });

  it('hears of usage that OpenAI reports after the month is over, if that passes the budget', async () => {
    await evaluateAlerts(parts, new Date('2026-12-01T01:00:00Z'));
    await spend('30', '300');
    await evaluateAlerts(parts, new Date('2026-12-01T02:00:00Z'));
    // 60% of a month that is over is no news.
    expect(await told(database)).toEqual([]);
    await spend('30', '550');
    await evaluateAlerts(parts, new Date('2026-12-01T03:00:00Z'));
    expect((await written(database)).map(({ view }) => view.finding)).toMatchObject([
      { from: '2026-11-01', to: '2026-11-30', percent: 110 },
    ]);
  });

  it('ends when the budget is changed, and speaks of the new one', async () => {
    await spend('02', '260');
    await look('02T12:00');
    await changeBudget(database, 1, { ...budget, amountNanoUsd: usd(300) }, change);
    await look('02T13:00');
    expect((await told(database)).slice(1)).toEqual(['update resolved 52%', 'post firing 86%']);
    await setBudgetState(database, 1, 'paused', change);
    await look('02T14:00');
    expect((await told(database)).slice(3)).toEqual(['update resolved 86%']);
    await look('02T15:00');
    expect(await openIncidents(database)).toEqual([]);
  });

  describe('once it fired', () => {
    let incidentId: string;
    beforeEach(async () => {
      await spend('02', '260');
      await look('02T12:00');
      incidentId = (await openIncidents(database))[0]?.id ?? '';
    });
    const act = (action: 'acknowledge' | 'hour' | 'tomorrow' | 'period', time: string, channelId = 'C0COSTS') =>
      actOnIncident(parts, { incidentId, action, by: 'U0ALICE', channelId }, at(time));

    it('is acknowledged by whom its message names then, and fires again when it rises', async () => {
      expect(await act('acknowledge', '02T12:10')).toBeNull();
      expect((await written(database)).at(-1)).toMatchObject({
        operation: 'update',
        view: { state: 'acknowledged', acknowledgedBy: 'U0ALICE' },
      });
      expect(await act('acknowledge', '02T12:11')).toMatchObject({ problem: expect.stringContaining('acknowledged already') });
      await spend('03', '150');
      await look('03T12:00');
      expect((await told(database)).slice(-1)).toEqual(['broadcast firing 82%']);
      expect((await lastChanges(database, 1))[0]).toMatchObject({ who: 'U0ALICE', what: expect.stringContaining('acknowledged') });
    });

    it('stays quiet while it is snoozed, also when it rises, and speaks when the snooze ends', async () => {
      await act('tomorrow', '02T12:10');
      await spend('03', '150');
      await look('03T08:00');
      expect(await told(database)).toEqual(['post firing 52%', 'update snoozed 52%', 'update snoozed 82%']);
      await look('03T09:00');
      expect((await told(database)).slice(-1)).toEqual(['broadcast firing 82%']);
      expect((await written(database)).at(-1)).toMatchObject({ view: { because: 'snooze ends' } });
    });

    it('speaks while it is snoozed when it rises to 100%', async () => {
      await act('period', '02T12:10');
      expect((await openIncidents(database))[0]?.snoozedUntil).toEqual(new Date('2026-12-01T00:00:00Z'));
      await spend('03', '240');
      await look('03T12:00');
      expect((await told(database)).slice(-1)).toEqual(['broadcast firing 100%']);
    });

    it('is snoozed for an hour', async () => {
      await act('hour', '02T12:10');
      await look('02T13:09');
      expect(await told(database)).toHaveLength(2);
      await look('02T13:10');
      expect((await told(database)).at(-1)).toBe('broadcast firing 52%');
    });

    it('takes no orders from another channel, nor about an incident that is over or none', async () => {
      expect(await act('acknowledge', '02T12:10', 'C0OTHER')).toMatchObject({ kind: 'problem' });
      expect(await actOnIncident(parts, { incidentId: 'x', action: 'hour', by: 'U', channelId: 'C0COSTS' }, at('02T12:10'))).toMatchObject({
        kind: 'problem',
      });
      await setBudgetState(database, 1, 'removed', change);
      await look('02T13:00');
      expect(await act('acknowledge', '02T13:10')).toMatchObject({ problem: expect.stringContaining('over') });
      expect((await told(database)).at(-1)).toBe('update resolved 52%');
    });
  });
});
