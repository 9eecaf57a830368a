import { describe, expect, it } from 'vitest';
import type { NanoUsd } from '#core/money/nano-usd.ts';
import { addDays, type Day } from '#core/time/day.ts';
import { isSpike } from '#features/alerts/spike.ts';
import { seededRandom } from '../../../demo/openai/seeded-random.ts';
import { evenNoise, historyOf, normalNoise, teamHistory, usd, week } from '../support/histories.ts';

const minimumNanoUsd = 10n * usd;
const year = 365;

type Shape = (index: number, weekday: number, random: () => number) => number;

const dense: Record<string, Shape> = {
  flat: () => 100,
  weekly: (_, weekday) => 100 * (week[weekday] ?? 1),
  'idle at weekends': (_, weekday) => (weekday === 0 || weekday === 6 ? 0 : 100),
  'growing by 3% a week': (index, weekday) => 100 * (week[weekday] ?? 1) * 1.03 ** (index / 7),
  'doubling every month': (index, weekday) => 2 * (week[weekday] ?? 1) * 2 ** (index / 30.4),
  'halving every month': (index, weekday) => 5000 * (week[weekday] ?? 1) * 0.5 ** (index / 30.4),
};
const sparse: Record<string, Shape> = {
  'used one day in eight': (_, __, random) => (random() < 0.125 ? 60 : 0),
  'used one day in three': (_, __, random) => (random() < 0.33 ? 60 : 0),
  'used on some weekends': (_, weekday, random) => ([0, 6].includes(weekday) ? (random() < 0.3 ? 30 : 0) : 100),
};

describe('a year without a spike raises no alarm', () => {
  for (const [name, shape] of Object.entries({ ...dense, ...sparse })) {
    it.each([1, 2, 3])(`${name}, with the noise of seed %i`, seed => {
      for (const noise of [evenNoise(`even ${seed}`, 0.15), normalNoise(`normal ${seed}`, 0.08)]) {
        expect(alarms(noisy(shape, noise, `when ${seed}`))).toEqual([]);
      }
    });
  }

  it('of cents, however wild', () => {
    const noise = normalNoise('cents', 1.5);
    expect(alarms(historyOf(year, () => 0.05 * noise()))).toEqual([]);
  });
});

describe('a doubled day is found', () => {
  for (const [name, shape] of Object.entries(dense)) {
    it(`${name}: whichever day it is, once nine weeks are known and the excess is above the minimum`, () => {
      const history = noisy(shape, evenNoise('doubled', 0.12), 'when');
      const candidates = [...history].slice(63).filter(([, cost]) => cost >= 13n * usd);
      expect(candidates.length).toBeGreaterThan(150);
      const missed = candidates.filter(([day, cost]) => !isSpike({ day, costNanoUsd: 2n * cost, history, minimumNanoUsd }));
      expect(missed.map(([day]) => day)).toEqual([]);
    });
  }

  it('where most days cost nothing: it is set against the days that cost something', () => {
    const history = historyOf(120, index => (index % 5 === 0 ? 60 : 0));
    const day = addDays('2025-11-01', 100);
    expect(alarms(history)).toEqual([]);
    // The middle of days that all cost $60: half more is no spike yet.
    const at = (dollars: bigint) => isSpike({ day, costNanoUsd: dollars * usd, history, minimumNanoUsd });
    expect([at(89n), at(91n)]).toEqual([false, true]);
  });

  it('by the median of the same weekdays at the level of the last week', () => {
    const history = historyOf(70, (_, weekday) => 100 * (week[weekday] ?? 1));
    // 3 January 2026 is a Saturday: 0.2 × $100.
    const at = (dollars: bigint) => isSpike({ day: '2026-01-03', costNanoUsd: dollars * usd, history, minimumNanoUsd });
    expect([at(29n), at(31n)]).toEqual([false, true]);
  });

  it('but not below the minimum, to the nano-dollar', () => {
    const history = historyOf(70, () => 5);
    const day = '2026-01-09';
    const at = (costNanoUsd: NanoUsd) => isSpike({ day, costNanoUsd, history, minimumNanoUsd });
    expect([at(15n * usd), at(15n * usd - 1n)]).toEqual([true, false]);
  });
});

describe('what is not known is no alarm', () => {
  it('a first week, and the first four weeks, say nothing', () => {
    const history = historyOf(60, index => (index === 5 || index === 20 || index === 26 ? 1000 : 50));
    expect(alarms(history)).toEqual([]);
    const later = historyOf(60, index => (index === 40 ? 1000 : 50));
    expect(alarms(later)).toEqual([addDays('2025-11-01', 40)]);
  });

  it('a day that was not collected, a credit, and days with gaps around them', () => {
    const history = historyOf(90, () => 50);
    expect(isSpike({ day: '2026-03-01', costNanoUsd: 0n, history, minimumNanoUsd })).toBe(false);
    expect(isSpike({ day: '2026-01-20', costNanoUsd: -500n * usd, history, minimumNanoUsd })).toBe(false);
    const gaps = new Map([...history].filter((_, index) => index % 3 !== 0 || index === 80));
    expect(alarms(gaps)).toEqual([]);
  });

  it('days after it do not matter', () => {
    const history = historyOf(90, index => (index === 70 ? 200 : 50));
    const day = addDays('2025-11-01', 70);
    const until = new Map([...history].filter(([other]) => other < day));
    for (const costNanoUsd of [76n * usd, 74n * usd])
      expect(isSpike({ day, costNanoUsd, history, minimumNanoUsd })).toBe(isSpike({ day, costNanoUsd, history: until, minimumNanoUsd }));
  });
});

describe('on the stand-in team', () => {
  it.each([
    ['acme', '2026-11-24'],
    ['acme', '2026-11-18'],
    ['other', '2026-10-20'],
  ])('the known spike is found and nothing else alarms in 120 days (%s, %s)', (seed, lastDay) => {
    const { ledger, days } = teamHistory(seed, lastDay);
    expect(days.size).toBe(120);
    expect(alarms(days)).toEqual([ledger.spikeDay]);
  });
});

function noisy(shape: Shape, noise: () => number, seed: string): Map<Day, NanoUsd> {
  const random = seededRandom(seed);
  return historyOf(year, (index, weekday) => shape(index, weekday, random) * noise());
}

function alarms(history: ReadonlyMap<Day, NanoUsd>): Day[] {
  return [...history].filter(([day, costNanoUsd]) => isSpike({ day, costNanoUsd, history, minimumNanoUsd })).map(([day]) => day);
}
