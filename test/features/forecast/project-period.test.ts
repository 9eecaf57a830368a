import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#core/time/day.ts';
import { daysOf } from '#core/time/period.ts';
import { forecastPeriod } from '#features/forecast/project-period.ts';
import { evenNoise, historyOf, usd, week } from '../support/histories.ts';

const january = { from: '2026-01-01', to: '2026-02-01' };

describe('the forecast of a month', () => {
  it('is the complete days so far and the recent level for the rest', () => {
    const days = historyOf(76, () => 10);
    // 1 November and 76 days: through 15 January. 15 days of $10 so far, 16 more.
    const forecast = forecastPeriod({ days, period: january, today: '2026-01-16' });
    expect(forecast).toMatchObject({
      totalNanoUsd: 310n * usd,
      soFarNanoUsd: 150n * usd,
      band: { lowNanoUsd: 310n * usd, highNanoUsd: 310n * usd },
    });
    expect(forecast?.projected.map(({ day }) => day)).toEqual(daysOf({ from: '2026-01-16', to: '2026-02-01' }));
  });

  it('knows the rhythm of the week', () => {
    const days = historyOf(76, (_, weekday) => 100 * (week[weekday] ?? 1));
    const forecast = forecastPeriod({ days, period: january, today: '2026-01-16' });
    const expected = daysOf(january).reduce((sum, day) => sum + 100 * (week[new Date(day).getUTCDay()] ?? 1), 0);
    expect(Number(forecast?.totalNanoUsd) / 1e9).toBeCloseTo(expected, 0);
    const byDay = new Map(forecast?.projected.map(({ day, costNanoUsd }) => [day, Number(costNanoUsd) / 1e9]));
    expect(byDay.get('2026-01-18')).toBeCloseTo(15, 0);
    expect(byDay.get('2026-01-21')).toBeCloseTo(108, 0);
  });

  it('is not moved by one wild day or a credit, beyond what they cost themselves', () => {
    const days = historyOf(76, () => 10);
    const wild = new Map(days).set('2026-01-08', 1000n * usd).set('2026-01-12', -500n * usd);
    // 13 × $10 + $1000 − $500 so far, and 16 × $10.
    expect(forecastPeriod({ days: wild, period: january, today: '2026-01-16' })?.totalNanoUsd).toBe(790n * usd);
  });

  it('of a history that is mostly idle goes on with its mean', () => {
    const days = historyOf(76, index => (index % 4 === 0 ? 40 : 0));
    const forecast = forecastPeriod({ days, period: january, today: '2026-01-16' });
    // The last 56 days cost 14 × $40, so $10 a day.
    expect(Number(forecast?.totalNanoUsd) / 1e9).toBeCloseTo(Number(forecast?.soFarNanoUsd) / 1e9 + 160, 5);
  });

  it('projects a past day that is not known, and today at no less than it has cost', () => {
    const days = historyOf(76, () => 10);
    days.delete('2026-01-10');
    const forecast = forecastPeriod({ days, period: january, today: '2026-01-16', todaySoFarNanoUsd: 25n * usd });
    // 14 known days, the unknown one, today at $25, 15 to come.
    expect(forecast?.totalNanoUsd).toBe((140n + 10n + 25n + 150n) * usd);
    expect(forecast?.projected[0]).toEqual({ day: '2026-01-10', costNanoUsd: 10n * usd });
  });

  it('looks at no day from today on', () => {
    const days = historyOf(76, () => 10);
    const peeking = new Map(days).set('2026-01-16', 900n * usd).set('2026-01-17', 900n * usd);
    expect(forecastPeriod({ days: peeking, period: january, today: '2026-01-16' })).toEqual(
      forecastPeriod({ days, period: january, today: '2026-01-16' }),
    );
  });

  it('needs seven complete days of the last two weeks, and longer for a band', () => {
    const from = (count: number) => new Map([...historyOf(76, () => 10)].slice(-count));
    expect(forecastPeriod({ days: from(6), period: january, today: '2026-01-16' })).toBeNull();
    expect(forecastPeriod({ days: from(7), period: january, today: '2026-01-16' })).toMatchObject({
      totalNanoUsd: (70n + 240n) * usd,
      band: null,
    });
    expect(forecastPeriod({ days: historyOf(76, () => 10), period: january, today: '2026-03-20' })).toBeNull();
    expect(forecastPeriod({ days: new Map(), period: january, today: '2026-01-16' })).toBeNull();
  });
});

describe('the band', () => {
  it('holds the forecast, and eight of ten months with noise', () => {
    let held = 0;
    const cases = 60;
    for (let seed = 0; seed < cases; seed++) {
      const noise = evenNoise(`band ${seed}`, 0.3);
      const all = historyOf(150, (_, weekday) => 100 * (week[weekday] ?? 1) * noise());
      const period = { from: '2026-03-01', to: '2026-03-31' };
      const forecast = forecastPeriod({ days: all, period, today: '2026-03-11' });
      const actual = daysOf(period).reduce((sum, day) => sum + (all.get(day) ?? 0n), 0n);
      const band = forecast?.band;
      if (!forecast || !band) throw new Error('no band');
      expect(band.lowNanoUsd <= forecast.totalNanoUsd && forecast.totalNanoUsd <= band.highNanoUsd).toBe(true);
      if (band.lowNanoUsd <= actual && actual <= band.highNanoUsd) held++;
    }
    expect(held / cases).toBeGreaterThan(0.65);
  });

  it.each([
    ['the 1st of a month', '2026-03-01', '2026-04-01', '2026-03-01'],
    ['the 1st of a short month', '2026-02-01', '2026-03-01', '2026-02-01'],
    ['New Year', '2026-01-01', '2026-02-01', '2026-01-01'],
    ['the 29th of a February', '2028-02-01', '2028-03-01', '2028-02-29'],
    ['the last day of a month', '2026-03-01', '2026-04-01', '2026-03-31'],
    ['the 1st of a quarter', '2026-04-01', '2026-07-01', '2026-04-01'],
    ['a Monday, of the week', '2026-03-02', '2026-03-09', '2026-03-02'],
  ])('has room on both sides on %s, though spend only grew or only fell', (_, from, to, today) => {
    const first = addDays(today, -120);
    for (const growth of [0.03, -0.03]) {
      const days = new Map(
        Array.from({ length: 120 }, (_day, index) => [addDays(first, index), BigInt(Math.round(1e11 * Math.exp(growth * index)))] as const),
      );
      const forecast = forecastPeriod({ days, period: { from, to }, today });
      if (!forecast?.band) throw new Error('no band');
      const { lowNanoUsd, highNanoUsd } = forecast.band;
      expect(lowNanoUsd < forecast.totalNanoUsd && forecast.totalNanoUsd < highNanoUsd).toBe(true);
      // The other side has a quarter of the room at least, give or take a rounding.
      const [under, over] = [forecast.totalNanoUsd - lowNanoUsd, highNanoUsd - forecast.totalNanoUsd].map(Number);
      expect(Math.min(under ?? 0, over ?? 0) / Math.max(under ?? 0, over ?? 0)).toBeGreaterThan(0.24);
    }
  });

  it('ends no lower than what is spent already, when today alone costs a month', () => {
    const noise = evenNoise('spent', 0.4);
    const days = historyOf(120, () => 10 * noise());
    // 1 November and 120 days: 1 March.
    const march = { from: '2026-03-01', to: '2026-04-01' };
    const forecast = forecastPeriod({ days, period: march, today: '2026-03-01', todaySoFarNanoUsd: 20_000n * usd });
    expect(forecast?.band?.lowNanoUsd).toBeGreaterThanOrEqual(20_000n * usd);
    expect(forecast?.band?.lowNanoUsd).toBeLessThan(forecast?.totalNanoUsd ?? 0n);
  });

  it('and the parts add up, whatever the history', () => {
    const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
    fc.assert(
      fc.property(fc.array(fc.option(amount, { freq: 8 }), { maxLength: 120 }), fc.nat(30), (costs, ahead) => {
        const days = new Map(costs.flatMap((cost, index) => (cost === null ? [] : [[addDays('2025-11-01', index), cost] as const])));
        const today = addDays('2025-11-01', costs.length);
        const period = { from: addDays(today, -20), to: addDays(today, ahead) };
        const forecast = forecastPeriod({ days, period, today });
        if (forecast === null) return;
        const rest = forecast.projected.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0n);
        expect(forecast.totalNanoUsd).toBe(forecast.soFarNanoUsd + rest);
        expect(forecast.projected.every(({ day }) => day >= today || !days.has(day))).toBe(true);
      }),
    );
  });
});
