import { describe, expect, it } from 'vitest';
import { fromJson } from '#core/bigint-json.ts';
import { addDays, startOf } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { runDueSlots, usualJobPace } from '#delivery/jobs/jobs.ts';
import { digestJob } from '#features/digests/digest-job.ts';
import { writeDigestsNow } from '#features/digests/send-now.ts';
import type { NewSubscription } from '#features/digests/subscription.ts';
import { addSubscription } from '#features/digests/subscriptions-store.ts';
import type { DigestView } from '#features/digests/view.ts';
import { digestSummary } from '#features/digests/words.ts';
import { testDatabase } from '../../support/database.ts';
import { givenBilled, givenSource, givenUsage } from '../../support/day-builder.ts';
import { testParts, viewOfKind } from '../../support/parts.ts';
import { silentLogger } from '../../support/silent-logger.ts';

/** The price moves on the 16th, and the 18th settles on the 22nd. */
const prices = ['2.5', '2.5', '2.5', '3', '3', '3'];
const first = '2026-11-13';
const line = 'gpt-4o-2024-08-06, input: billed at $3.00 per 1M since 16 Nov, $2.50 before; the book says $2.50';
const at = (time: string) => new Date(`2026-11-${time}:00Z`);

async function team(...subscriptions: Partial<NewSubscription>[]): Promise<Database> {
  const database = await testDatabase();
  await givenSource(database, 'admin');
  const of = { model: 'gpt-4o-2024-08-06', project: 'proj_a', key: 'key_1' };
  for (let index = 0; index < 12; index += 1) {
    const day = addDays(first, index);
    const usd = prices[index] ?? '3';
    await givenUsage(database, 'admin', day, [{ ...of, usd: '2.5', inputTokens: 1_000_000 }]);
    const row = { ...of, lineItem: 'gpt-4o-2024-08-06, input', usd, quantity: 1_000_000 };
    await givenBilled(database, 'admin', 'project', day, [row]);
    await givenBilled(database, 'admin', 'user', day, [{ ...row, project: '', key: '' }]);
  }
  const daily = { rhythm: 'daily', minutes: 540, timeZone: 'Etc/UTC', channelId: 'C1', filters: [], setUpBy: 'U1' } as const;
  for (const one of subscriptions) await addSubscription(database, { ...daily, ...one }, { by: 'U1', at: startOf(first), what: 'set up' });
  return database;
}

async function run(database: Database, time: string, state: 'posted' | 'waiting' = 'posted'): Promise<void> {
  const running = { database, clock: () => at(time), logger: silentLogger, holder: 'a', jobPace: usualJobPace };
  await runDueSlots(digestJob(testParts(database)), running);
  await database.updateTable('outbox').set({ state }).where('state', '=', 'waiting').execute();
}

/** The last digests, and what they say of prices. */
async function told(database: Database): Promise<string[][]> {
  const rows = await database.selectFrom('outbox').select(['key', 'view']).orderBy('sequence').execute();
  return rows.map(({ key, view }) => [key, ...digestSummary(fromJson(view) as DigestView).filter(text => text.includes(': billed at'))]);
}

describe('a price change seen in the bill', () => {
  it('is in the next digest of each channel, once', async () => {
    const database = await team({}, { channelId: 'C2' });
    for (const time of ['21T09:00', '22T09:00', '22T09:01', '23T09:00']) await run(database, time);
    expect((await told(database)).toSorted()).toEqual([
      ['digest:daily:C1:2026-11-20:1'],
      ['digest:daily:C1:2026-11-21:1', line],
      ['digest:daily:C1:2026-11-22:1'],
      ['digest:daily:C2:2026-11-20:2'],
      ['digest:daily:C2:2026-11-21:2', line],
      ['digest:daily:C2:2026-11-22:2'],
    ]);
  });

  it('is said by one of two digests of a channel', async () => {
    const database = await team({}, { rhythm: 'weekly' });
    for (const time of ['22T09:00', '23T09:00']) await run(database, time);
    expect((await told(database)).map(([key]) => key?.split(':')[1]).toSorted()).toEqual(['daily', 'daily', 'weekly']);
    expect((await told(database)).filter(([, ...lines]) => lines.length > 0)).toEqual([['digest:daily:C1:2026-11-21:1', line]]);
  });

  it('is said once by two processes that write a channel’s digests at the same time', async () => {
    const database = await team({}, { rhythm: 'weekly' });
    const running = { database, clock: () => at('23T09:00'), logger: silentLogger, jobPace: usualJobPace };
    const job = digestJob(testParts(database));
    await Promise.all(['a', 'b', 'c'].map(holder => runDueSlots(job, { ...running, holder })));
    const digests = await told(database);
    expect(digests).toHaveLength(2);
    expect(digests.flatMap(([, ...lines]) => lines)).toEqual([line]);
  });

  it('is in the digest that replaces one that never left', async () => {
    const database = await team({});
    await run(database, '22T09:00', 'waiting');
    await run(database, '23T09:00', 'waiting');
    expect(await told(database)).toEqual([
      ['digest:daily:C1:2026-11-21:1', line],
      ['digest:daily:C1:2026-11-22:1', line],
    ]);
    const states = await database.selectFrom('outbox').select('state').orderBy('sequence').execute();
    expect(states.map(({ state }) => state)).toEqual(['superseded', 'waiting']);
  });

  it('is not lost to a digest that is asked for twice', async () => {
    const database = await team({});
    const parts = testParts(database);
    await writeDigestsNow(parts, 'daily', '2026-11-20', at('21T12:00'));
    // The same one again, now that the change is known: it is not sent again, so it cannot say it.
    const [again] = await writeDigestsNow(parts, 'daily', '2026-11-20', at('22T08:00'));
    expect(again?.isNew).toBe(false);
    await database.updateTable('outbox').set({ state: 'posted' }).execute();
    await run(database, '22T09:00');
    expect(await told(database)).toEqual([['digest:daily:C1:2026-11-20:1'], ['digest:daily:C1:2026-11-21:1', line]]);
  });

  it('is in a digest of what the line item bills alone', async () => {
    const of = (value: string) => [{ dimension: 'project' as const, values: [value], exclude: false }];
    const database = await team({ filters: of('proj_a') }, { channelId: 'C2', filters: of('proj_b') });
    await run(database, '22T09:00');
    expect(await told(database)).toEqual([['digest:daily:C1:2026-11-21:1', line], ['digest:daily:C2:2026-11-21:2']]);
  });

  it('is in a preview until the channel was told, and the preview tells nobody', async () => {
    const database = await team({});
    const preview = async () => {
      const view = await viewOfKind<DigestView>('digest', testParts(database), 'digest preview 1', at('22T08:00'), { channelId: 'C9' });
      return digestSummary(view).filter(text => text.includes(': billed at'));
    };
    expect([await preview(), await preview()]).toEqual([[line], [line]]);
    await run(database, '22T09:00');
    expect(await preview()).toEqual([]);
  });

  it('counts those beyond five', async () => {
    const database = await team({});
    const lines = Array.from({ length: 7 }, (_, index) => `gpt-${index + 20}, input`);
    for (const [index, usd] of prices.entries()) {
      const rows = lines.map(lineItem => ({ lineItem, usd, quantity: 1_000_000 }));
      await givenBilled(database, 'admin', 'project', addDays(first, index), rows);
    }
    await run(database, '22T09:00');
    const [, ...said] = (await told(database))[0] ?? [];
    expect(said).toHaveLength(5);
    const [view] = await database.selectFrom('outbox').select('view').execute();
    expect(digestSummary(fromJson(view?.view ?? '') as DigestView).at(-1)).toBe('… and 2 more price changes on the bill; check names them');
  });
});
