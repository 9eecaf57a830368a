import { decimalFromNanoUsd, type NanoUsd } from '#core/money/nano-usd.ts';
import { button, maxValueLength } from '#show/blocks/buttons.ts';
import { type ChartBlock, type Message, type Part, picturePart, words } from '#show/blocks/message.ts';
import { context, header, inMrkdwn, section, sharedNote } from '#show/blocks/text-blocks.ts';
import { timePoints } from '#show/charts/chart-axes.ts';
import type { Reader } from '../access/asker.ts';
import type { ForecastView } from './view.ts';
import { forecastDays, forecastHeadline, forecastLines, forecastNotes } from './words.ts';

type ForecastMessageOptions = Pick<Reader, 'canShare' | 'picture' | 'sharedBy'>;

/** `/spend forecast`: the total, the band, and the error of past forecasts; a chart; buttons for other periods. */
export function forecastMessage(view: ForecastView, options: ForecastMessageOptions): Message {
  return {
    text: inMrkdwn([forecastHeadline(view), ...forecastLines(view)]),
    parts: [
      words(header(forecastHeadline(view))),
      words(section(forecastLines(view).join('\n'))),
      ...chartPart(view, options),
      words(context(forecastNotes(view))),
      ...(options.sharedBy === undefined ? [] : [sharedNote(options.sharedBy)]),
      ...buttonsOf(view, options),
    ],
  };
}

function chartPart(view: ForecastView, { picture }: ForecastMessageOptions): Part[] {
  if (picture) return [picturePart(picture)];
  const chart = forecastBars(view);
  return chart === null ? [] : [{ role: 'chart', block: chart }];
}

/** Slack's limit on points (docs.slack.dev, "Data visualization block"). */
const maxPoints = 20;

/** Cost by day, or by week or month for a longer period, as a native Slack chart; null if there is nothing to draw. */
function forecastBars(view: ForecastView): ChartBlock | null {
  const days = forecastDays(view);
  if (days.every(({ costNanoUsd }) => costNanoUsd === 0n)) return null;
  const points = timePoints(
    days.map(({ day }) => day),
    maxPoints,
  );
  const seriesOf = (name: string, isProjected: boolean) => ({
    name,
    data: points.map(({ label, indexes }) => {
      const costs = indexes.map(index => days[index]).filter(day => day?.isProjected === isProjected);
      return { label, value: dollars(costs.reduce((sum, day) => sum + (day?.costNanoUsd ?? 0n), 0n)) };
    }),
  });
  return {
    type: 'data_visualization',
    title: `Forecast of the ${view.unit}`,
    chart: {
      type: 'bar',
      series: [seriesOf('Complete days', false), seriesOf('Forecast', true)],
      axis_config: { categories: points.map(({ label }) => label), y_label: 'USD' },
    },
  };
}

function buttonsOf({ unit, scope }: ForecastView, { canShare }: ForecastMessageOptions) {
  const others = (['week', 'month', 'quarter'] as const).filter(other => other !== unit);
  const elements = [
    ...others.map(other => button(`ask:forecast-${other}`, `This ${other}`, `forecast this ${other} ${scope}`.trim())),
    button('ask:by-model', 'By model', `by model this ${unit} ${scope}`.trim()),
    button('ask:why', 'Why', `why this ${unit} ${scope}`.trim()),
    ...(canShare ? [button('share', 'Share in channel', `forecast this ${unit} ${scope}`.trim())] : []),
  ].filter(({ value }) => (value ?? '').length <= maxValueLength);
  return elements.length === 0 ? [] : [words({ type: 'actions' as const, elements })];
}

/** Rounded to cents for display. */
function dollars(amount: NanoUsd): number {
  return Math.round(Number(decimalFromNanoUsd(amount)) * 100) / 100;
}
