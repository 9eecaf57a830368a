import { describe, expect, it } from 'vitest';
import { answerJson } from '#features/answers/json.ts';
import { overviewJson } from '#features/overview/json.ts';
import { problemJson } from '#show/plain-views.ts';
import { answer, modelGroup } from '../../support/views/views.ts';

describe('answerJson', () => {
  it('prints the documented object, its keys in the documented order', () => {
    const view = answer({
      query: {
        ...answer().query,
        filters: [{ exclude: false, values: ['proj_abc'], dimension: 'project' }],
      },
      unpriced: [{ model: 'gpt-x', unit: 'inputTokens', quantity: 1000 }],
    });
    const json = answerJson(view);
    expect(Object.keys(json)).toEqual(
      'readAs query period basis listPricePercent total groups series previous todaySoFar unpriced estimatedAsBilled provisionalDays estimatedDays unknownDays missingDays leftOut dataThrough'.split(
        ' ',
      ),
    );
    expect(JSON.stringify(json.query)).toBe(
      '{"metric":"cost","by":["model"],"filters":[{"dimension":"project","values":["proj_abc"],"exclude":false}],"top":null}',
    );
    expect(json.period).toEqual({ from: '2026-11-15', to: '2026-11-21', days: 7 });
    expect(JSON.stringify(json.total)).toBe(
      '{"costUsd":"420.000000000","requests":300,"inputTokens":300000,"cachedInputTokens":3000,"outputTokens":30000}',
    );
    // 280 / 420 = 0.66666… with four decimals
    expect(JSON.stringify(json.groups[0])).toBe(
      '{"key":{"model":"gpt-4o-2024-08-06"},"label":{"model":"gpt-4o-2024-08-06"},"costUsd":"280.000000000","share":0.6667,"requests":100,"inputTokens":100000,"cachedInputTokens":1000,"outputTokens":10000}',
    );
    expect(json.series).toHaveLength(7);
    expect(json.series[0]).toEqual({ day: '2026-11-15', costUsd: '60.000000000' }); // 420 / 7
    expect(json.previous).toEqual({ from: '2026-11-08', to: '2026-11-14', costUsd: '350.000000000', changePercent: 20 });
    expect(json.todaySoFar).toEqual({ day: '2026-11-22', costUsd: '12.100000000' });
    expect(json.unpriced).toEqual([{ model: 'gpt-x', unit: 'inputTokens', quantity: 1000 }]);
    expect(json.dataThrough).toBe('2026-11-22T09:07:00Z');
  });

  it('says null for the cost and the share that do not exist, and for today where it is no part of the comparison', () => {
    const json = answerJson(answer({ groups: [modelGroup('gpt-x', null, null)], todaySoFar: null }));
    expect(json.groups[0]).toMatchObject({ costUsd: null, share: null });
    expect(json.todaySoFar).toBeNull();
  });

  it('gives the rest of "top N" no key and one label', () => {
    const other = { ...modelGroup('', 1, 0.1), key: null, label: 'Other (12)' };
    expect(answerJson(answer({ groups: [other] })).groups[0]).toMatchObject({ key: null, label: 'Other (12)' });
  });

  it('can be printed: it holds no bigint', () => {
    expect(() => JSON.stringify(answerJson(answer()))).not.toThrow();
  });
});

describe('overviewJson', () => {
  it('prints the documented keys, with what does not exist yet as null or empty', () => {
    const days = { from: '2026-11-22', to: '2026-11-22' };
    const cost = { ...days, costNanoUsd: 12_100_000_000n, basis: 'estimated', previous: days, changePercent: null } as const;
    const json = overviewJson({
      kind: 'overview',
      todaySoFar: cost,
      yesterday: cost,
      last7Days: cost,
      monthToDate: cost,
      budgets: [],
      outlook: { budgetNanoUsd: null, lastMonth: null, isYesterdayWhole: true, sameWeekdays: [] },
      forecast: { from: '2026-11-01', to: '2026-11-30', totalNanoUsd: 500_000_000_000n, band: null, medianErrorPercent: 1.2 },
      ...{ basis: 'estimated', estimatedDays: [] },
      provisionalDays: ['2026-11-22'],
      dataThrough: null,
    });
    expect(Object.keys(json)).toEqual(
      'verdict todaySoFar yesterday last7Days monthToDate forecast budgets provisionalDays unpriced unknownDays missingDays leftOut dataThrough'.split(
        ' ',
      ),
    );
    expect(json.forecast).toEqual({
      from: '2026-11-01',
      to: '2026-11-30',
      costUsd: '500.000000000',
      lowUsd: null,
      highUsd: null,
      medianErrorPercent: 1.2,
    });
    expect(json.todaySoFar).toEqual({
      from: '2026-11-22',
      to: '2026-11-22',
      costUsd: '12.100000000',
      basis: 'estimated',
      previous: { from: '2026-11-22', to: '2026-11-22' },
      changePercent: null,
    });
  });
});

describe('problemJson', () => {
  it('has choices only where the words fit several things', () => {
    const problem = { kind: 'problem', problem: '`by modle`: did you mean `by model`?', suggestion: 'by model', choices: [] } as const;
    expect(Object.keys(problemJson(problem))).toEqual(['problem', 'suggestion']);
    expect(problemJson({ ...problem, choices: ['a', 'b'] })).toMatchObject({ choices: ['a', 'b'] });
  });
});
