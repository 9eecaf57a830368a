import { describe, expect, it } from 'vitest';
import { backTest } from '#features/forecast/back-test.ts';
import { evenNoise, historyOf, teamHistory, week } from '../support/histories.ts';

describe('the back-test', () => {
  it.each([
    ['acme', '2026-11-24'],
    ['acme', '2026-10-20'],
    ['other', '2026-11-10'],
  ])('on the stand-in team beats "average per day so far × days" (%s, %s)', (seed, lastDay) => {
    const { days } = teamHistory(seed, lastDay);
    const measured = backTest(days, lastDay);
    if (measured === null) throw new Error('nothing measured');
    const { medianErrorPercent, naiveMedianErrorPercent, monthCount, forecastCount } = measured;
    process.stdout.write(
      `Forecast back-test, stand-in team "${seed}" before ${lastDay}: median error ${medianErrorPercent}%, average per day so far × days ${naiveMedianErrorPercent}% (${forecastCount} forecasts, ${monthCount} months)\n`,
    );
    expect(monthCount).toBeGreaterThanOrEqual(2);
    expect(forecastCount).toBeGreaterThanOrEqual(10);
    expect(medianErrorPercent).toBeLessThan(naiveMedianErrorPercent);
    expect(medianErrorPercent).toBeLessThan(3);
  });

  it('beats it on weekly and on growing histories too', () => {
    for (const growth of [1, 1.03, 1.17]) {
      const noise = evenNoise(`growth ${growth}`, 0.15);
      const days = historyOf(365, (index, weekday) => 100 * (week[weekday] ?? 1) * growth ** (index / 7) * noise());
      const measured = backTest(days, '2026-11-01');
      expect(measured?.medianErrorPercent).toBeLessThan(measured?.naiveMedianErrorPercent ?? 0);
    }
  });

  it('errs by nothing where every day is the same, and measures six months', () => {
    const measured = backTest(
      historyOf(365, () => 10),
      '2026-11-01',
    );
    expect(measured).toEqual({ medianErrorPercent: 0, naiveMedianErrorPercent: 0, monthCount: 6, forecastCount: 30 });
  });

  it('measures how far off a forecast was', () => {
    // $10 a day for two weeks, then all of March at $20: $620.
    const days = historyOf(151, index => (index < 120 ? 10 : 20));
    const measured = backTest(new Map([...days].slice(120 - 14)), '2026-04-01');
    // After 5 days 5 × 20 + 26 × 10 = 360, 41.9% off. From 10 on the middle of 14 days is 20; only the growth that is
    // carried on is off then: less than that, and more than nothing, as the naive one is.
    expect(measured).toMatchObject({ monthCount: 1, forecastCount: 5, naiveMedianErrorPercent: 0 });
    expect(measured?.medianErrorPercent).toBeLessThan(41.9);
    expect(measured?.medianErrorPercent).toBeGreaterThan(0);
  });

  it('leaves out months with a day that is not known, and says nothing of none', () => {
    const days = historyOf(365, () => 10);
    days.delete('2026-09-10');
    expect(backTest(days, '2026-11-01')).toMatchObject({ monthCount: 6 });
    expect(backTest(new Map([...days].slice(-25)), '2026-11-01')).toBeNull();
    expect(backTest(new Map(), '2026-11-01')).toBeNull();
  });
});
