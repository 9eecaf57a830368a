import { answerChart } from '#features/answers/chart.ts';
import type { AnswerView } from '#features/answers/view.ts';
import { chartSize } from '#show/charts/chart-renderer.ts';
import { embeddedRenderer } from '#show/charts/embedded-renderer.ts';
import { testParts, viewOfKind } from '../test/support/parts.ts';
import { type History, now } from './history.ts';
import { median, timesOf } from './measure.ts';

/** The time that the picture of "by model last 30d" takes, drawn in this process; a median. */
export async function chartMs({ database }: History, times: number): Promise<number> {
  const view = await viewOfKind<AnswerView>('answer', testParts(database), 'by model last 30d', now);
  const config = answerChart(view);
  return median(await timesOf(times, () => embeddedRenderer().render(config, chartSize)));
}
