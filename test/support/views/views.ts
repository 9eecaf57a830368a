import { daysOf } from '#core/time/period.ts';
import type { Figures, SeriesDay } from '#core/usage/usage-figures.ts';
import type { AnswerView, ChartBand, Group } from '#features/answers/view.ts';

const dollar = 1_000_000_000n;

export function usd(dollars: number): bigint {
  return BigInt(Math.round(dollars * 1e9));
}

export function figures(dollars: number | null, requests: number | null = 100): Figures {
  const counted = requests !== null;
  return {
    costNanoUsd: dollars === null ? null : usd(dollars),
    requests,
    inputTokens: counted ? requests * 1000 : null,
    cachedInputTokens: counted ? requests * 10 : null,
    outputTokens: counted ? requests * 100 : null,
  };
}

export function modelGroup(model: string, dollars: number | null, share: number | null): Group {
  return { key: { model }, label: { model }, share, ...figures(dollars) };
}

/** A week by model, asked at noon on 22 November 2026; `changes` replace what a test is about. */
export function answer(changes: Partial<AnswerView> = {}): AnswerView {
  const period = changes.query?.period ?? { from: '2026-11-15', to: '2026-11-22', calendar: null };
  const days = daysOf(period);
  const perDay = (dollars: number) => days.map(() => usd(dollars / days.length));
  const bands: ChartBand[] = [
    { label: 'gpt-4o-2024-08-06', costNanoUsd: perDay(280) },
    { label: 'o3-2025-04-16', costNanoUsd: perDay(140) },
  ];
  return {
    kind: 'answer',
    query: { metric: 'cost', period, by: ['model'], filters: [], top: null, versus: null, form: 'default' },
    readAs: 'cost by model, 15–21 Nov 2026, UTC',
    basis: 'billed',
    total: { ...figures(420, 300), costNanoUsd: 420n * dollar },
    groups: [modelGroup('gpt-4o-2024-08-06', 280, 2 / 3), modelGroup('o3-2025-04-16', 140, 1 / 3)],
    groupCount: 2,
    series: days.map(
      (day): SeriesDay => ({ day, costNanoUsd: usd(420 / days.length), requests: 40, inputTokens: 40_000, outputTokens: 4_000 }),
    ),
    costNanoUsdBefore: [],
    budgetNanoUsdPerDay: null,
    bands,
    bandDimension: 'model',
    previous: {
      from: '2026-11-08',
      to: '2026-11-14',
      figures: { ...figures(350), costNanoUsd: 350n * dollar },
      isWhole: true,
      changePercent: 20,
    },
    todaySoFar: { day: '2026-11-22', costNanoUsd: usd(12.1), requests: 9, inputTokens: 9_000, outputTokens: 900, basis: 'estimated' },
    unpriced: [],
    unpricedNotInCost: changes.unpriced ?? [],
    provisionalDays: ['2026-11-19', '2026-11-20', '2026-11-21'],
    estimatedDays: [],
    unknownDays: [],
    missingDays: [],
    dataThrough: '2026-11-22T09:07:00Z',
    namesPeople: false,
    ...changes,
  };
}
