import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day, dayOf } from '#core/time/day.ts';
import { createLedger, type Ledger } from '../../../demo/openai/ledger.ts';
import { slotsOf } from '../../../demo/openai/rhythm.ts';
import { seededRandom } from '../../../demo/openai/seeded-random.ts';
import { apiKeys, people, projects } from '../../../demo/openai/team.ts';
import { metered, usageEndpoints } from '../../../demo/openai/usage-event.ts';
import { daysFrom, evening } from './ask-stand-in.ts';

const ledger = createLedger('acme', evening);
const nextWeek = new Date('2026-11-29T00:00:00Z');
const days = daysFrom(ledger.firstDay, '2026-11-23');

describe('the team', () => {
  const events = days.flatMap(day => ledger.events(day, evening));

  test('is large enough to be believed: people, projects, models and every kind of usage but decisions', () => {
    expect(new Set(events.map(({ userId }) => userId).filter(id => id !== null)).size).toBeGreaterThanOrEqual(6);
    expect(new Set(events.map(({ projectId }) => projectId)).size).toBeGreaterThanOrEqual(4);
    expect(new Set(events.map(({ model }) => model).filter(model => model !== null)).size).toBeGreaterThanOrEqual(12);
    expect(new Set(events.map(({ endpoint }) => endpoint))).toEqual(new Set(usageEndpoints.filter(endpoint => endpoint !== 'decisions')));
    expect(new Set(events.map(({ tier }) => tier))).toEqual(new Set(['default', 'batch', 'flex', 'priority']));
  });

  test('uses only keys, projects and people that have names', () => {
    const named = new Set(apiKeys.map(({ id, projectId, owner }) => `${projectId} ${id} ${'personId' in owner ? owner.personId : null}`));
    const used = new Set(events.map(({ apiKeyId, projectId, userId }) => `${projectId} ${apiKeyId} ${userId}`));
    expect([...used].filter(key => !named.has(key))).toEqual(['proj_search null null']); // storage, which no key causes
    expect(apiKeys.filter(({ projectId }) => !projects.some(({ id }) => id === projectId))).toEqual([]);
    expect(apiKeys.filter(({ owner }) => 'personId' in owner && !people.some(({ id }) => id === owner.personId))).toEqual([]);
  });

  test('has an archived project, which was used and is no longer', () => {
    const archived = projects.filter(project => project.archived).map(({ id }) => id);
    const used = days.filter(day => ledger.events(day, evening).some(({ projectId }) => archived.includes(projectId)));
    expect(used.length).toBeGreaterThan(30);
    expect((used.at(-1) ?? '') < '2026-10-01').toBe(true);
  });
});

describe('the ledger', () => {
  test('is the same for the same seed and last day, whatever was asked before', () => {
    const again = createLedger('acme', evening);
    for (const day of ['2026-11-18', ledger.firstDay, ledger.spikeDay])
      expect(again.events(day, evening)).toEqual(ledger.events(day, evening));
    expect(createLedger('other', evening).events('2026-11-18', evening)).not.toEqual(ledger.events('2026-11-18', evening));
  });

  test('has 120 days before the last one, and nothing before', () => {
    expect(days).toHaveLength(121);
    expect(days.filter(day => ledger.events(day, evening).length === 0)).toEqual([]);
    expect(ledger.events(addDays(ledger.firstDay, -1), evening)).toEqual([]);
  });

  test('has a today that grows between 09:00 and 18:00, and keeps what it had', () => {
    const morning = ledger.events('2026-11-20', new Date('2026-11-20T09:00:00Z'));
    const later = ledger.events('2026-11-20', new Date('2026-11-20T18:00:00Z'));
    expect(metered(later, 'requests')).toBeGreaterThan(1.5 * metered(morning, 'requests'));
    expect(later.slice(0, morning.length)).toEqual(morning);
    expect(ledger.events('2026-11-20', new Date('2026-11-19T23:59:59Z'))).toEqual([]);
  });

  test('goes on after the last day', () => {
    const monday = metered(ledger.events('2026-11-23', nextWeek), 'requests');
    expect(monday).toBeGreaterThan(metered(ledger.events('2026-11-22', nextWeek), 'requests'));
  });

  test('costs about $70 to $250 a day, apart from the spike and the credit', () => {
    const ordinary = days.filter(day => day !== ledger.spikeDay && day !== ledger.creditDay).map(dollarsOf);
    expect(Math.min(...ordinary)).toBeGreaterThan(65);
    expect(Math.max(...ordinary)).toBeLessThan(250);
  });

  test('has quiet weekends', () => {
    const wednesdays = days.filter(day => new Date(day).getUTCDay() === 3 && day < '2026-11-18');
    for (const wednesday of wednesdays) {
      for (const weekend of [addDays(wednesday, 3), addDays(wednesday, 4)]) {
        expect(dollarsOf(weekend) / dollarsOf(wednesday), weekend).toBeGreaterThan(0.35);
        expect(dollarsOf(weekend) / dollarsOf(wednesday), weekend).toBeLessThan(0.65);
      }
    }
    expect(wednesdays).toHaveLength(16);
  });

  test('grows by about 40% from its first weeks to its last', () => {
    const first = daysFrom('2026-07-27', '2026-08-10').map(dollarsOf).reduce(plus);
    const last = [...daysFrom('2026-11-02', '2026-11-09'), ...daysFrom('2026-11-16', '2026-11-23')].map(dollarsOf).reduce(plus);
    expect(last / first).toBeGreaterThan(1.25);
    expect(last / first).toBeLessThan(1.55);
  });
});

test('the spike is one weekday, 9 to 12 days before the last, of 4 to 6 times the day, by one person with one big model', () => {
  for (const lastDay of daysFrom('2026-11-16', '2026-11-23')) {
    const until = new Date(`${lastDay}T12:00:00Z`);
    const spiked = createLedger('acme', until);
    const lookedAt = new Date(`${addDays(lastDay, 3)}T00:00:00Z`);
    expect([12, 11, 10, 9].map(ago => addDays(lastDay, -ago))).toContain(spiked.spikeDay);
    expect([1, 2, 3, 4, 5]).toContain(new Date(spiked.spikeDay).getUTCDay());
    const ratio = dollars(spiked, spiked.spikeDay, lookedAt) / dollars(spiked, addDays(spiked.spikeDay, -7), lookedAt);
    expect(ratio).toBeGreaterThan(4);
    expect(ratio).toBeLessThan(6);
    const byFarah = spiked
      .charges(spiked.spikeDay, lookedAt)
      .filter(({ userId, lineItem }) => userId === 'user-farah06' && lineItem.includes('gpt-5.5'));
    expect(byFarah.reduce((sum, { nanoUsd }) => sum + Number(nanoUsd) / 1e9, 0)).toBeGreaterThan(
      0.7 * dollars(spiked, spiked.spikeDay, lookedAt),
    );
  }
});

test('every amount on the bill is for something that is in the usage, but the credit', () => {
  for (const day of days) {
    const used = new Set(ledger.events(day, nextWeek).map(({ at, apiKeyId, projectId }) => `${at} ${projectId} ${apiKeyId}`));
    const strays = ledger.charges(day, nextWeek).filter(({ at, projectId, apiKeyId }) => !used.has(`${at} ${projectId} ${apiKeyId}`));
    expect(strays.map(({ lineItem }) => lineItem)).toEqual(day === ledger.creditDay ? ['credit'] : []);
  }
});

test('the slots of a day add up to its requests, lie within it and are in order', () => {
  const hours = fc.constantFrom('office', 'clock', 'nightly', 'evening', 'midnight');
  fc.assert(
    fc.property(fc.nat(20_000), hours, fc.string(), (count, when, seed) => {
      const slots = slotsOf(count, when, seededRandom(seed));
      expect(slots.reduce((sum, slot) => sum + slot.count, 0)).toBe(count);
      expect(slots.every(slot => slot.count > 0 && slot.secondOfDay >= 0 && slot.secondOfDay < 86_400)).toBe(true);
      expect(slots.map(slot => slot.secondOfDay)).toEqual(slots.map(slot => slot.secondOfDay).sort((a, b) => a - b));
    }),
  );
});

function dollarsOf(day: Day): number {
  return dollars(ledger, day, nextWeek);
}

function dollars(of: Ledger, day: Day, now: Date): number {
  expect(dayOf(now) > day).toBe(true);
  return of.charges(day, now).reduce((sum, { nanoUsd }) => sum + Number(nanoUsd) / 1e9, 0);
}

function plus(a: number, b: number): number {
  return a + b;
}
