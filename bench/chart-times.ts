import { ask } from '#features/answers/ask.ts';
import { answerChart } from '#features/answers/cost-chart.ts';
import { embeddedRenderer } from '#show/charts/embedded.ts';
import { chartSize } from '#show/charts/renderer.ts';
import { type History, now } from './history.ts';
import { median, timesOf } from './measure.ts';

/** The time that the picture of "by model last 30d" takes, drawn in this process; a median. */
export async function chartMs({ database }: History, times: number): Promise<number> {
  const view = await ask({ database, settleDays: 3 }, 'by model last 30d', now);
  if (view.kind !== 'answer') throw new Error('"by model last 30d" has an answer');
  const config = answerChart(view);
  return median(await timesOf(times, () => embeddedRenderer().render(config, chartSize)));
}
