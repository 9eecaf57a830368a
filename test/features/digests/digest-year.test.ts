import { describe, expect, it } from 'vitest';
import { createPriceBook } from '#core/prices/price-book.ts';
import { addDays, type Day, type Instant, startOf } from '#core/time/day.ts';
import { localText } from '#core/time/local-time.ts';
import type { Database } from '#data/database/open.ts';
import { runDueSlots, usualJobPace } from '#delivery/jobs/jobs.ts';
import { digestJob } from '#features/digests/digest-job.ts';
import type { Rhythm } from '#features/digests/slot.ts';
import { addSubscription } from '#features/digests/subscriptions-store.ts';
import { givenDay, givenDays } from '../../support/channel-team.ts';
import { testDatabase } from '../../support/database.ts';
import { digestView } from '../../support/digest-view.ts';
import { isSoak } from '../../support/part-of.ts';
import { silentLogger } from '../../support/silent-logger.ts';

/** 02:30 is left out in spring and comes twice in autumn in Berlin; in New York 01:30 comes twice, and in Lord Howe, where clocks change by half an hour. */
const allPlaces = [
  { timeZone: 'America/New_York', minutes: 90, shown: '01:30' },
  { timeZone: 'Europe/Berlin', minutes: 150, shown: '02:30' },
  { timeZone: 'Australia/Lord_Howe', minutes: 90, shown: '01:30' },
  { timeZone: 'Asia/Kolkata', minutes: 540, shown: '09:00' },
  { timeZone: 'Pacific/Kiritimati', minutes: 900, shown: '15:00' },
];
/** Two with a change of clocks; all of them in the soak. */
const places = isSoak() ? allPlaces : allPlaces.slice(0, 2);
const rhythms: readonly Rhythm[] = ['daily', 'weekly', 'monthly'];
const from: Day = '2026-01-01';
const to: Day = '2027-01-01';
const minuteMs = 60_000;

interface Sent {
  readonly key: string;
  readonly at: Instant;
}

/** A year of the digest job, looked at whenever `clock` says, each day read seven minutes after its end. */
async function yearOf(database: Database, clock: Iterable<Instant>): Promise<Sent[]> {
  await givenDays(database, addDays(from, -1), 3);
  const start = startOf(from);
  for (const { timeZone, minutes } of places) {
    for (const rhythm of rhythms) {
      const subscription = { rhythm, minutes, timeZone, channelId: `C${timeZone.length}`, filters: [], setUpBy: 'U1' };
      await addSubscription(database, subscription, { by: 'U1', at: start, what: 'set up' });
    }
  }
  let now = start;
  let lastRead = addDays(from, -1);
  const parts = { database, settleDays: 3, peopleVisible: 'admins', priceBook: async () => createPriceBook() } as const;
  const job = digestJob(parts, async (_, subject) => digestView({ rhythm: subject.rhythm, period: subject.period }));
  const running = { database, clock: () => now, logger: silentLogger, holder: 'a', jobPace: usualJobPace };
  const sent: Sent[] = [];
  let known = 0n;
  for (const moment of clock) {
    now = moment;
    while (now.getTime() >= startOf(addDays(lastRead, 2)).getTime() + 7 * minuteMs) {
      lastRead = addDays(lastRead, 1);
      await givenDay(database, lastRead);
    }
    await runDueSlots(job, running);
    const rows = await database
      .selectFrom('outbox')
      .where('sequence', '>', known)
      .select(['key', 'sequence'])
      .orderBy('sequence')
      .execute();
    for (const { key, sequence } of rows) {
      known = sequence;
      sent.push({ key, at: now });
    }
  }
  return sent;
}

/** The local day and time at which a digest went out, and what it reports. */
function told(sent: readonly Sent[], number: number, timeZone: string): string[] {
  return sent.filter(({ key }) => key.endsWith(`:${number}`)).map(({ key, at }) => `${localText(at, timeZone)} ${key.split(':')[3]}`);
}

function* every(stepMs: number): Generator<Instant> {
  for (let at = startOf(from).getTime(); at < startOf(to).getTime(); at += stepMs) yield new Date(at);
}

const dayCount = 365;
/** The year begins and ends at other moments in other places. */
const localDays = Array.from({ length: dayCount + 2 }, (_, index) => addDays(from, index - 1));

describe('a year of digests in several time zones', () => {
  it('sends each at its local time, none missing, none double, through both changes of clocks', async () => {
    const database = await testDatabase();
    const sent = await yearOf(database, every(30 * minuteMs));
    expect(new Set(sent.map(({ key }) => key)).size).toBe(sent.length);
    for (const [index, { timeZone, shown }] of places.entries()) {
      const daily = told(sent, index * 3 + 1, timeZone);
      const days = daily.map(line => line.slice(0, 10));
      // Each local day once.
      expect(days).toEqual(localDays.filter(day => day >= (days[0] ?? '') && day <= (days.at(-1) ?? '')));
      expect(days.length).toBeGreaterThanOrEqual(dayCount - 1);
      // At the local time. One that the clocks leave out is an hour later.
      const leftOut = timeZone === 'Europe/Berlin' ? ['2026-03-29 03:30'] : [];
      expect(daily.filter(line => line.slice(11, 16) !== shown).map(line => line.slice(0, 16))).toEqual(leftOut);
      // Each UTC day is reported once, in order.
      const reported = daily.map(line => line.slice(17));
      expect(reported).toEqual(reported.map((_, at) => addDays(reported[0] ?? '', at)));

      const weekly = told(sent, index * 3 + 2, timeZone);
      expect(weekly.length).toBe(52);
      expect(weekly.every(line => new Date(line.slice(0, 10)).getUTCDay() === 1 && addDays(line.slice(17), 7) === line.slice(0, 10))).toBe(
        true,
      );
      const monthly = told(sent, index * 3 + 3, timeZone);
      expect(monthly.map(line => line.slice(8, 10))).toEqual(monthly.map(() => '01'));
      expect(monthly.length).toBeGreaterThanOrEqual(11);
      expect(new Set(monthly.map(line => line.slice(0, 7))).size).toBe(monthly.length);
    }
  }, 600_000);
});
