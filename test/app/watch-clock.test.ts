import { expect, it } from 'vitest';
import { watchClock } from '#app/watch-clock.ts';
import { planTasks } from '#collect/plan-tasks.ts';
import { collectionLease } from '#collect/source-lease.ts';
import { addDays, type Instant } from '#core/time/day.ts';
import { collectionStatus } from '#data/ledger/source-states.ts';
import { CurrentTroubles } from '#delivery/jobs/current-troubles.ts';
import { beginHandingOver, claimEntry } from '#delivery/outbox/claims-store.ts';
import { enqueue } from '#delivery/outbox/outbox-store.ts';
import { addSubscription, subscriptions, takeSlot } from '#features/digests/subscriptions-store.ts';
import { testDatabase } from '../support/database.ts';
import { givenSource } from '../support/day-builder.ts';
import { silentLogger } from '../support/silent-logger.ts';

const now = new Date('2026-11-22T09:00:00Z');
const aYearAhead = '2027-11-22T09:00:00.000Z';

it('a clock that was a year ahead leaves no days of the future, no digest silent and no lease, and is told of for a day', async () => {
  const database = await testDatabase();
  await givenSource(database, 'admin');
  const endpoint = { id: 'completions', maxDaysPerRequest: 31, emptyIsKnown: true };
  const reading = { source: 'admin', endpoint: 'completions', grouped_by: '', row_count: 0, failed_at: null, failure: null };
  await database
    .insertInto('collected_day')
    .values([
      { ...reading, day: '2026-11-20', fetched_at: '2026-11-22T08:00:00.000Z' },
      { ...reading, day: '2026-11-22', fetched_at: aYearAhead },
      { ...reading, day: '2027-11-21', fetched_at: aYearAhead },
      { ...reading, day: '2027-11-22', fetched_at: aYearAhead },
    ])
    .execute();
  const endsAhead = { source: 'admin', holder: 'x', until_ms: Date.parse(aYearAhead), ended_at_ms: Date.parse(aYearAhead) };
  await database.insertInto('collection_lease').values(endsAhead).execute();
  const number = await addSubscription(
    database,
    { rhythm: 'daily', minutes: 540, timeZone: 'Etc/UTC', channelId: 'C1', filters: [], setUpBy: 'U1' },
    { by: 'U1', what: 'digest', at: new Date('2026-11-01T00:00:00Z') },
  );
  await database.transaction().execute(transaction => takeSlot(transaction, number, '2027-11-22'));

  const troubles = new CurrentTroubles();
  const look = (at: Instant) => watchClock(database, troubles, () => at, silentLogger);
  await look(now);
  expect(troubles.list()).toMatchObject([{ what: 'clock', words: expect.stringContaining('was ahead, up to 2027-11-22: 3 days') }]);
  expect(await collectionStatus(database, 'admin')).toMatchObject({ lastDay: '2026-11-20', collectedDays: 1 });
  const period = { from: addDays('2026-11-22', -2), to: '2026-11-23' };
  const tasks = await planTasks(database, 'admin', [endpoint], period, { settleDays: 0, goesOnFrom: null }, now);
  expect(tasks.flatMap(({ batch }) => batch.days)).toEqual(['2026-11-22', '2026-11-21']);
  expect((await subscriptions(database)).map(({ lastSlot }) => lastSlot)).toEqual([null]);
  expect(await collectionLease(database, 'admin')).toEqual({ holder: null, endedAt: null });

  // Once set right, nothing more is to be done, and after a day it is no news.
  await look(new Date('2026-11-22T10:00:00Z'));
  expect(troubles.list()).toMatchObject([{ failedTries: 1 }]);
  await look(new Date('2026-11-23T09:30:00Z'));
  expect(troubles.list()).toEqual([]);
});

it('a claim and a snooze of a clock that was a year ahead end, and a message that Slack may have is looked for first', async () => {
  const database = await testDatabase();
  const entry = { about: null, operation: 'post', setUpBy: null, view: '{}' } as const;
  const ahead = new Date(aYearAhead);
  await database.transaction().execute(async transaction => {
    await enqueue(transaction, { ...entry, key: 'cut off', channelId: 'C1' }, ahead);
    await enqueue(transaction, { ...entry, key: 'after it', channelId: 'C1' }, now);
  });
  const claimAhead = { holder: 'dead', leaseMs: 30_000, now: ahead };
  expect((await claimEntry(database, claimAhead))?.key).toBe('cut off');
  expect(await beginHandingOver(database, 'cut off', claimAhead)).toBe(true);
  const incident = {
    ...{ watch: 'alert:1', watch_version: 1, subject: 's', channel_id: 'C1', set_up_by: null, state: 'snoozed', level: 0 },
    ...{ began_at: '2026-11-20T00:00:00.000Z', ended_at: null, ended_because: null, acknowledged_by: null, snoozed_by: 'U1', revision: 1 },
  };
  await database
    .insertInto('incident')
    .values([
      { ...incident, id: 'an hour', ordinal: 1, snoozed_until: aYearAhead, facts: '{"endsOn":null}' },
      { ...incident, id: 'the year', ordinal: 2, snoozed_until: '2027-01-01T00:00:00.000Z', facts: '{"endsOn":"2027-01-01"}' },
    ])
    .execute();

  await watchClock(database, new CurrentTroubles(), () => now, silentLogger);
  const claimed = await claimEntry(database, { holder: 'me', leaseMs: 30_000, now });
  expect(claimed).toMatchObject({ key: 'cut off', handedOverAt: now });
  expect(claimed?.createdAt.getTime()).toBeLessThan(now.getTime());
  const snoozes = await database.selectFrom('incident').orderBy('ordinal').select('snoozed_until').execute();
  expect(snoozes.map(({ snoozed_until }) => snoozed_until)).toEqual([now.toISOString(), '2027-01-01T00:00:00.000Z']);
});

it('leaves alone what was written by a clock that is right', async () => {
  const database = await testDatabase();
  await givenSource(database, 'admin');
  const number = await addSubscription(
    database,
    { rhythm: 'daily', minutes: 0, timeZone: 'Pacific/Kiritimati', channelId: 'C1', filters: [], setUpBy: 'U1' },
    { by: 'U1', what: 'digest', at: new Date('2026-11-01T00:00:00Z') },
  );
  await database.transaction().execute(transaction => takeSlot(transaction, number, '2026-11-23'));
  const troubles = new CurrentTroubles();
  await watchClock(database, troubles, () => now, silentLogger);
  expect(troubles.list()).toEqual([]);
  expect((await subscriptions(database)).map(({ lastSlot }) => lastSlot)).toEqual(['2026-11-23']);
});
