import { describe, expect, it } from 'vitest';
import { fromJson } from '#core/bigint-json.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import type { Database } from '#data/database/open.ts';
import { type Job, runDueSlots, usualJobPace } from '#delivery/jobs/jobs.ts';
import { failedSlots } from '#delivery/jobs/slots-store.ts';
import { correctionJob } from '#features/digests/correction-job.ts';
import { digest } from '#features/digests/digest.ts';
import { digestJob } from '#features/digests/digest-job.ts';
import { digestVerdict } from '#features/digests/digest-verdict.ts';
import type { NewSubscription } from '#features/digests/subscription.ts';
import { addSubscription, changeSubscription } from '#features/digests/subscriptions-store.ts';
import type { DigestCorrectionView, DigestView } from '#features/digests/view.ts';
import { givenDay, givenDays } from '../../support/channel-team.ts';
import { testDatabase } from '../../support/database.ts';
import { givenUsage } from '../../support/day-builder.ts';
import { silentLogger } from '../../support/silent-logger.ts';

const at = (time: string) => new Date(`2026-11-${time}:00Z`);

async function team(subscription: Partial<NewSubscription> = {}): Promise<Database> {
  const database = await testDatabase();
  await givenDays(database, '2026-11-19', 15);
  const daily = { rhythm: 'daily', minutes: 540, timeZone: 'Etc/UTC', channelId: 'C1', filters: [], setUpBy: 'U1' } as const;
  await addSubscription(database, { ...daily, ...subscription }, { by: 'U1', at: at('19T12:00'), what: 'set up' });
  return database;
}

const partsOf = (database: Database) => ({
  ...{ database, settleDays: 3, peopleVisible: 'admins' as const },
  priceBook: async () => createPriceBook(),
});

function jobsOf(database: Database): { digests: Job; corrections: Job } {
  const parts = partsOf(database);
  return { digests: digestJob(parts), corrections: correctionJob(parts) };
}

const run = (database: Database, job: Job, now: Date, holder = 'a') =>
  runDueSlots(job, { database, clock: () => now, logger: silentLogger, holder, jobPace: usualJobPace });

async function written(database: Database): Promise<{ key: string; view: DigestView }[]> {
  const rows = await database.selectFrom('outbox').where('operation', '=', 'post').select(['key', 'view']).orderBy('sequence').execute();
  return rows.map(({ key, view }) => ({ key, view: fromJson(view) as DigestView }));
}

/** Slack takes all that waits. */
const taken = (database: Database) => database.updateTable('outbox').set({ state: 'posted' }).where('state', '=', 'waiting').execute();

const keysIn = async (database: Database) => (await written(database)).map(({ key }) => key);

describe('a digest', () => {
  it('is written once when its time has come and its day is in', async () => {
    const database = await team();
    const { digests } = jobsOf(database);
    await run(database, digests, at('20T08:59'));
    expect(await keysIn(database)).toEqual([]);
    for (const time of ['20T09:00', '20T09:00', '20T10:00', '20T23:59']) await run(database, digests, at(time));
    const [digest, ...more] = await written(database);
    expect(more).toEqual([]);
    expect(digest?.key).toBe('digest:daily:C1:2026-11-19:1');
    expect(digest?.view).toMatchObject({ late: null, notIn: [], models: { total: { costNanoUsd: 100_000_000_000n } } });
  });

  it('waits for the day up to three hours, and then says what is missing', async () => {
    const database = await team();
    const { digests } = jobsOf(database);
    await run(database, digests, at('20T09:00'));
    await taken(database);
    for (const time of ['21T09:00', '21T10:00', '21T11:59']) await run(database, digests, at(time));
    expect(await keysIn(database)).toHaveLength(1);
    await run(database, digests, at('21T12:00'));
    const [, digest] = await written(database);
    expect(digest?.view).toMatchObject({ notIn: ['2026-11-20'], late: { because: 'waited for data' } });
    expect(digest && digestVerdict(digest.view).words).toBe(
      'Incomplete: OpenAI was last read 20 Nov, 00:07 UTC. All of 20 Nov is missing.',
    );
    expect(digest?.view.leftOutDigests).toBeUndefined();
  });

  it('is written as soon as the day is in', async () => {
    const database = await team();
    const { digests } = jobsOf(database);
    await run(database, digests, at('20T09:00'));
    await run(database, digests, at('21T09:00'));
    await givenDay(database, '2026-11-20');
    await run(database, digests, at('21T09:10'));
    const [, digest] = await written(database);
    expect(digest?.view).toMatchObject({ notIn: [], late: null });
  });

  it('after three days of downtime is one, marked late', async () => {
    const database = await team();
    const { digests } = jobsOf(database);
    await run(database, digests, at('20T09:00'));
    await taken(database);
    for (const day of ['2026-11-20', '2026-11-21', '2026-11-22']) await givenDay(database, day);
    for (const time of ['23T15:00', '23T15:01', '23T16:00']) await run(database, digests, at(time));
    expect(await keysIn(database)).toEqual(['digest:daily:C1:2026-11-19:1', 'digest:daily:C1:2026-11-22:1']);
    const [, late] = await written(database);
    expect(late?.view.late).toEqual({ due: '2026-11-23 09:00', timeZone: 'Etc/UTC', because: 'not running' });
    expect(late?.view.leftOutDigests).toEqual(['2026-11-20', '2026-11-21'].map(from => ({ from, because: 'not running' })));
  });

  it('on time after downtime says which were left out, and the next one no more', async () => {
    const database = await team();
    const { digests } = jobsOf(database);
    await run(database, digests, at('20T09:00'));
    for (const day of ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23']) await givenDay(database, day);
    await taken(database);
    // Down from the 20th to the 23rd, 8:50.
    for (const time of ['23T09:00', '24T09:00']) {
      await run(database, digests, at(time));
      await taken(database);
    }
    const views = (await written(database)).map(({ view }) => [view.late, view.leftOutDigests]);
    const missed = ['2026-11-20', '2026-11-21'].map(from => ({ from, because: 'not running' }));
    expect(views).toEqual([
      [null, undefined],
      [null, missed],
      [null, undefined],
    ]);
  });

  it('tells of the one that a clock ahead by a day left out', async () => {
    const database = await team();
    const { digests } = jobsOf(database);
    for (const day of ['2026-11-20', '2026-11-21', '2026-11-22']) await givenDay(database, day);
    await run(database, digests, at('20T09:00'));
    // At 22T09:00 it is still the 20th.
    for (const time of ['22T09:00', '20T10:00', '21T09:00', '22T09:00', '23T09:00']) {
      await taken(database);
      await run(database, digests, at(time));
    }
    expect((await written(database)).map(({ key, view }) => [key.slice(16, 26), view.leftOutDigests?.map(({ from }) => from)])).toEqual([
      ['2026-11-19', undefined],
      ['2026-11-21', ['2026-11-20']],
      ['2026-11-22', undefined],
    ]);
  });

  it('that Slack never took is told of by the next one, with those that it was to tell of', async () => {
    const database = await team();
    const { digests } = jobsOf(database);
    for (const day of ['2026-11-20', '2026-11-21', '2026-11-22']) await givenDay(database, day);
    await run(database, digests, at('20T09:00'));
    await taken(database);
    // Down on the 21st, and from the 22nd on Slack takes nothing.
    for (const time of ['22T09:00', '23T09:00']) await run(database, digests, at(time));
    expect((await written(database)).at(-1)?.view.leftOutDigests).toEqual([
      { from: '2026-11-20', because: 'not running' },
      { from: '2026-11-21', because: 'Slack' },
    ]);
  });

  it('is not written again when the clock goes back, nor an older one in its place', async () => {
    const database = await team();
    const { digests } = jobsOf(database);
    await givenDay(database, '2026-11-20');
    await run(database, digests, at('21T09:00'));
    for (const time of ['20T09:00', '20T12:00', '21T08:59', '21T09:01']) await run(database, digests, at(time));
    expect(await keysIn(database)).toEqual(['digest:daily:C1:2026-11-20:1']);
  });

  it('is written once by two processes on one database', async () => {
    const database = await team();
    await Promise.all(['a', 'b'].map(holder => run(database, jobsOf(database).digests, at('20T09:00'), holder)));
    expect(await keysIn(database)).toEqual(['digest:daily:C1:2026-11-19:1']);
  });

  it('that is paused is left out, and what it missed is not sent when it goes on', async () => {
    const database = await team();
    const { digests } = jobsOf(database);
    await changeSubscription(database, 1, { isPaused: true }, { by: 'U1', at: at('19T13:00'), what: 'paused' });
    await run(database, digests, at('20T09:00'));
    await changeSubscription(database, 1, { isPaused: false }, { by: 'U1', at: at('20T10:00'), what: 'resumed' });
    await run(database, digests, at('20T11:00'));
    expect(await keysIn(database)).toEqual([]);
    await givenDay(database, '2026-11-20');
    await run(database, digests, at('21T09:00'));
    expect(await keysIn(database)).toEqual(['digest:daily:C1:2026-11-20:1']);
  });

  it('that cannot be made is tried again, told in the status, and holds up no other', async () => {
    const database = await team();
    await addSubscription(
      database,
      { rhythm: 'daily', minutes: 540, timeZone: 'Etc/UTC', channelId: 'C2', filters: [], setUpBy: 'U1' },
      { by: 'U1', at: at('19T12:00'), what: 'set up' },
    );
    let isBroken = true;
    const job = digestJob(partsOf(database), async (parts, subject, late, now) => {
      if (isBroken && 'channelId' in subject && subject.channelId === 'C1') throw new Error('no luck');
      return digest(parts, subject, late, now);
    });
    await run(database, job, at('20T09:00'));
    expect(await keysIn(database)).toEqual(['digest:daily:C2:2026-11-19:2']);
    expect(await failedSlots(database)).toMatchObject([{ job: 'digest', slot: '1 2026-11-20', failure: 'no luck', failedTries: 1 }]);
    isBroken = false;
    await run(database, job, at('20T09:02'));
    expect(await keysIn(database)).toHaveLength(2);
    expect(await failedSlots(database)).toEqual([]);
  });
});

describe('a correction', () => {
  async function corrected(usd: string): Promise<{ about: string | null; view: DigestCorrectionView }[]> {
    const database = await team();
    const { digests, corrections } = jobsOf(database);
    await run(database, digests, at('20T09:00'));
    await run(database, corrections, at('20T09:01'));
    const rows = [{ model: 'gpt-4o-2024-08-06', usd, requests: 700, inputTokens: 7000 }];
    await givenUsage(database, 'admin', '2026-11-19', rows, at('20T10:07'));
    for (const time of ['20T10:08', '20T10:09']) await run(database, corrections, at(time));
    const written = await database.selectFrom('outbox').where('operation', '=', 'reply').select(['about', 'view']).execute();
    return written.map(({ about, view }) => ({ about, view: fromJson(view) as DigestCorrectionView }));
  }

  it('goes into the thread, once, when a reported day moves by more than 1% and $1', async () => {
    const [correction, ...more] = await corrected('110');
    expect(more).toEqual([]);
    expect(correction?.about).toBe('digest:daily:C1:2026-11-19:1');
    expect(correction?.view.days).toMatchObject([
      { day: '2026-11-19', before: { costNanoUsd: 100_000_000_000n }, after: { costNanoUsd: 110_000_000_000n } },
    ]);
  });

  it('is not written for less', async () => {
    expect(await corrected('101')).toEqual([]);
    expect(await corrected('99.50')).toEqual([]);
  });
});
