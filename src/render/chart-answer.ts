import type { ChartConfig } from '#show/charts/chart-config.ts';
import type { AnswerView } from '../ask/view.ts';
import { costOverTimeChart } from './chart-cost-over-time.ts';
import { usageOverTimeChart } from './chart-usage-over-time.ts';

/** The picture of an answer: cost over time where cost was asked for, otherwise requests and tokens over time. */
export function answerChart(view: AnswerView): ChartConfig {
  if (view.query.metric !== 'cost') return usageOverTimeChart(view);
  const { costNanoUsdBefore, budgetNanoUsdPerDay } = view;
  return costOverTimeChart(view, { costNanoUsdBefore, ...(budgetNanoUsdPerDay === null ? {} : { budgetNanoUsdPerDay }) });
}
