import { drawChart } from './chart/draw.ts';
import type { Logger } from './log.ts';
import type { ChartConfig } from './render/chart-config.ts';

/** Draws charts as PNG: by the QuickChart server at `quickchartUrl`, where that is not null and answers, and otherwise here. */
export function chartDrawer(quickchartUrl: string | null, logger: Logger): (chart: ChartConfig) => Promise<Uint8Array> {
  return async chart => {
    // The canvas takes a tenth of a second and 20 MB, so it is loaded when the first picture is drawn.
    const [{ embeddedRenderer }, { quickChartRenderer }] = await Promise.all([
      import('./chart/embedded.ts'),
      import('./chart/quickchart.ts'),
    ]);
    const quickChart = quickchartUrl === null ? null : quickChartRenderer(quickchartUrl);
    return drawChart(chart, { quickChart, embedded: embeddedRenderer(), logger });
  };
}
