import fc from 'fast-check';
import { answerForms } from '#core/query/query.ts';
import { addDays } from '#core/time/day.ts';
import { daysOf } from '#core/time/period.ts';
import { type Dimension, isTimeUnit, metrics } from '#core/usage/dimensions.ts';
import type { AnswerView, Group } from '#features/answers/view.ts';
import { answer, figures, modelGroup, usd } from './views.ts';

/** Names that no sane organization has. */
export const absurdName = fc.oneof(
  fc.constantFrom(
    '<!channel>',
    '*bold*',
    '`x`',
    ':smile:',
    '',
    ' ',
    '=cmd()',
    '\u202egnp',
    'a\nb',
    '<@U123>',
    '😀'.repeat(150),
    'gpt-4o-2024-08-06',
    '“by model”',
  ),
  fc.string({ maxLength: 300 }),
  fc.stringMatching(/^gpt-[a-z0-9]{280,290}$/),
);

const dollars = fc.oneof(fc.constantFrom(0, -5, 0.0000001, 1e9, -1e9), fc.double({ min: -1e6, max: 1e6, noNaN: true }));
const dimensions: fc.Arbitrary<readonly Dimension[]> = fc.constantFrom<(readonly Dimension[])[]>(
  [],
  ['model'],
  ['day'],
  ['user', 'model'],
  ['month', 'project'],
);

/** Answers of any size and sign, with nothing priced or nothing collected, over one day to ten years. */
export const absurdAnswer: fc.Arbitrary<AnswerView> = fc
  .record({
    by: dimensions,
    metric: fc.constantFrom(...metrics),
    form: fc.constantFrom(...answerForms),
    days: fc.oneof(fc.constantFrom(1, 7, 20, 21, 140, 400, 3653), fc.integer({ min: 1, max: 90 })),
    top: fc.option(fc.integer({ min: 1, max: 300 }), { nil: null }),
    names: fc.oneof(fc.array(absurdName, { maxLength: 12 }), fc.array(absurdName, { minLength: 200, maxLength: 200 })),
    bandNames: fc.array(absurdName, { maxLength: 8 }),
    amount: dollars,
    unpricedModels: fc.array(absurdName, { maxLength: 30 }),
    basis: fc.constantFrom('billed' as const, 'estimated' as const, 'mixed' as const, 'none' as const),
    gappy: fc.boolean(),
  })
  .map(({ by, metric, form, days, top, names, bandNames, amount, unpricedModels, basis, gappy }) => {
    const period = { from: addDays('2026-11-22', -days), to: '2026-11-22', calendar: null };
    const all = daysOf(period);
    const holes = gappy ? all.filter((_, index) => index % 2 === 0) : all;
    const group = (name: string): Group => ({
      ...modelGroup(name, basis === 'none' ? null : amount, amount === 0 ? null : 1 / names.length),
      key: Object.fromEntries(by.map(dimension => [dimension, name || null])),
      label: Object.fromEntries(by.map(dimension => [dimension, isTimeUnit(dimension) ? '2026-11-01' : name])),
    });
    return answer({
      query: { ...answer().query, period, by, metric, form, top },
      readAs: `cost, ${names[0] ?? ''}`,
      basis,
      total: { ...figures(amount), costNanoUsd: usd(amount) },
      groups: by.length === 0 ? [] : names.map(group),
      groupCount: names.length,
      series: all.map(day => ({ day, costNanoUsd: usd(amount / days), requests: 1, inputTokens: 2, outputTokens: 3 })),
      bands: bandNames.map(label => ({ label, costNanoUsd: all.map(() => usd(amount / days / bandNames.length)) })),
      unpriced: unpricedModels.map(model => ({ model, unit: 'inputTokens', quantity: 1e15 })),
      provisionalDays: holes,
      estimatedDays: holes,
      unknownDays: holes,
      missingDays: holes,
    });
  });
