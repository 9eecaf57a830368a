import { addDays } from '#core/time/day.ts';
import { daysOf } from '#core/time/period.ts';
import type { Question } from './answer-findings.ts';
import { type Finding, finding, isEqual } from './finding.ts';
import type { ShownMessage } from './shown-message.ts';
import type { TrueFigures } from './true-figures.ts';
import { amountOf, totalOf } from './true-table.ts';

/** Up to so many days each has its bar; more are put together. */
const maxDays = 20;
/** Each of at most six parts of a bar is rounded to a cent at worst; counts are exact. */
const roundingUsd = 0.03;

/** Compares the bars of Slack's own chart with the ledger: each day's where each has one, otherwise all together. */
export function chartFindings(chart: ShownMessage['chart'], question: Question, truth: TrueFigures): Finding[] {
  const days = daysOf(question.period);
  const perDay = days.map(day => {
    const amount = amountOf(totalOf(truth.rows({ ...question, period: { from: day, to: addDays(day, 1) } })), question.metric);
    return question.metric === 'cost' ? Number(amount) / 1e9 : Number(amount);
  });
  if (perDay.every(amount => amount === 0)) return [isEqual('the chart', 'none', chart === null ? 'none' : chart.title)];
  const points = chart?.points ?? [];
  const title = question.metric === 'cost' ? 'Cost over time' : `${question.metric === 'tokens' ? 'Tokens' : 'Requests'} over time`;
  const isDaily = days.length <= maxDays;
  const expected = isDaily ? perDay : [sumOf(perDay)];
  const rounding = question.metric === 'cost' ? roundingUsd * (isDaily ? 1 : points.length) + 0.001 : 0;
  const came = isDaily ? points.map(({ total }) => total) : [sumOf(points.map(({ total }) => total))];
  return [
    finding("the chart's title", chart?.title.startsWith(title) ?? false, title, chart?.title ?? 'no chart'),
    finding(
      "the chart's bars",
      came.length === expected.length && came.every((total, index) => Math.abs(total - (expected[index] ?? Number.NaN)) <= rounding),
      expected.join(', '),
      came.join(', '),
    ),
  ];
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
