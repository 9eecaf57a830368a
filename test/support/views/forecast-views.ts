import fc from 'fast-check';
import { calendarUnits, daysOf, lastDay, unitHolding } from '#core/time/period.ts';
import { attributes } from '#core/usage/dimensions.ts';
import type { NamedContributor } from '#core/usage/lead-cause.ts';
import type { ForecastView } from '#features/forecast/view.ts';
import type { WhyView } from '#features/why/view.ts';
import { absurdName } from './absurd-views.ts';
import { usd } from './views.ts';

const dollar = 1_000_000_000n;

/** November 2026 on the 22nd: 21 days of $10, and 9 more. */
export function forecastView(changes: Partial<ForecastView> = {}): ForecastView {
  const days = daysOf({ from: '2026-11-01', to: '2026-12-01' });
  return {
    kind: 'forecast',
    readAs: 'cost, Nov 2026, UTC',
    unit: 'month',
    from: '2026-11-01',
    to: '2026-11-30',
    today: '2026-11-22',
    scope: '',
    about: '',
    forecast: {
      totalNanoUsd: usd(300),
      band: { lowNanoUsd: usd(280), highNanoUsd: usd(340) },
      soFarNanoUsd: usd(210),
      projected: days.slice(21).map(day => ({ day, costNanoUsd: usd(10) })),
    },
    complete: days.slice(0, 21).map(day => ({ day, costNanoUsd: usd(10) })),
    todaySoFarNanoUsd: usd(4),
    previous: { from: '2026-10-01', to: '2026-10-31', costNanoUsd: usd(250), isWhole: true, changePercent: 20 },
    budgetNanoUsd: null,
    backTest: { medianErrorPercent: 1.3, naiveMedianErrorPercent: 3.5, monthCount: 3, forecastCount: 15 },
    basis: 'billed',
    estimatedDays: [],
    provisionalDays: ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'],
    missingDays: [],
    dataThrough: '2026-11-22T09:07:00Z',
    namesPeople: false,
    ...changes,
  };
}

export function contributor(changes: Partial<NamedContributor> = {}): NamedContributor {
  return {
    ...{ id: 'gpt-4o', label: 'gpt-4o', lineItem: '', presence: 'both', quantity: { unit: 'tokens', before: 1000, after: 3100 } },
    ...{ beforeNanoUsd: usd(20), afterNanoUsd: usd(62), volumeNanoUsd: usd(42), priceNanoUsd: 0n },
    ...changes,
  };
}

export function whyView(changes: Partial<WhyView> = {}): WhyView {
  const change = { beforeNanoUsd: usd(20), afterNanoUsd: usd(62), volumeNanoUsd: usd(42), priceNanoUsd: 0n };
  return {
    kind: 'why',
    readAs: 'cost, 21 Nov 2026, UTC',
    from: '2026-11-21',
    to: '2026-11-21',
    scope: '',
    about: '',
    today: '2026-11-22',
    previous: { from: '2026-11-20', to: '2026-11-20' },
    causes: {
      change,
      by: [
        { attribute: 'model', contributors: [contributor()] },
        { attribute: 'project', contributors: [contributor({ id: 'proj_search', label: 'Search' })] },
        { attribute: 'user', contributors: [contributor({ id: 'user-farah', label: 'Farah' })] },
        { attribute: 'key', contributors: [contributor({ id: 'key_evals', label: 'evals key' })] },
      ],
    },
    changePercent: 210,
    basis: 'billed',
    previousBasis: 'billed',
    unpricedNotInCost: [],
    missingDays: [],
    provisionalDays: [],
    dataThrough: '2026-11-22T09:07:00Z',
    namesPeople: false,
    ...changes,
  };
}

const amount = fc.oneof(
  fc.constantFrom(0n, -5n * dollar, 1n, 10n ** 18n, -(10n ** 18n)),
  fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
);
const basis = fc.constantFrom('billed' as const, 'estimated' as const, 'mixed' as const, 'none' as const);

/** Forecasts of any length and sign, with nothing known or nothing projected. */
export const absurdForecast: fc.Arbitrary<ForecastView> = fc
  .record({
    unit: fc.constantFrom(...calendarUnits),
    known: fc.nat(366),
    amount,
    low: amount,
    high: amount,
    name: absurdName,
    hasForecast: fc.boolean(),
    hasBand: fc.boolean(),
    basis,
  })
  .map(({ unit, known, low, high, name, hasForecast, hasBand, ...rest }) => {
    const period = unitHolding(unit, '2026-11-22');
    const days = daysOf(period).map(day => ({ day, costNanoUsd: rest.amount }));
    const [complete, projected] = [days.slice(0, known), days.slice(known)];
    const soFarNanoUsd = rest.amount * BigInt(complete.length);
    const band = hasBand ? { lowNanoUsd: low, highNanoUsd: high } : null;
    return forecastView({
      ...{
        unit,
        from: period.from,
        to: lastDay(period),
        complete,
        scope: `for "${name}"`,
        about: `for ${name}`,
        readAs: `cost for ${name}`,
        basis: rest.basis,
      },
      forecast: hasForecast ? { totalNanoUsd: soFarNanoUsd + rest.amount * BigInt(projected.length), band, soFarNanoUsd, projected } : null,
      previous: { ...forecastView().previous, isWhole: hasBand, changePercent: hasForecast ? -1e9 : null },
      backTest: hasBand ? forecastView().backTest : null,
      estimatedDays: days.map(({ day }) => day),
      missingDays: days.filter((_, index) => index % 2 === 0).map(({ day }) => day),
    });
  });

const absurdContributor = fc
  .record({
    ...{ label: absurdName, lineItem: absurdName, beforeNanoUsd: amount, afterNanoUsd: amount, volumeNanoUsd: amount },
    presence: fc.constantFrom('both' as const, 'new' as const, 'gone' as const),
    quantity: fc.option(fc.record({ unit: fc.constantFrom('tokens' as const, 'requests' as const), before: fc.nat(), after: fc.nat() })),
  })
  .map(one => ({ ...one, id: one.label, priceNanoUsd: one.afterNanoUsd - one.beforeNanoUsd - one.volumeNanoUsd }));

/** Causes with hundreds of contributors of every kind, whatever they are called. */
export const absurdWhy: fc.Arbitrary<WhyView> = fc
  .record({
    contributors: fc.oneof(fc.array(absurdContributor, { maxLength: 8 }), fc.array(absurdContributor, { minLength: 200, maxLength: 200 })),
    ...{ name: absurdName, basis, previousBasis: basis },
    splits: fc.subarray([...attributes]),
  })
  .map(({ contributors, name, splits, ...rest }) =>
    whyView({
      ...rest,
      ...{ scope: `for "${name}"`, about: `for ${name}`, readAs: `cost for ${name}` },
      causes: { change: contributors[0] ?? whyView().causes.change, by: splits.map(attribute => ({ attribute, contributors })) },
      unpricedNotInCost: Array.from({ length: 30 }, () => ({ model: name, unit: 'inputTokens' as const, quantity: 1e15 })),
    }),
  );
