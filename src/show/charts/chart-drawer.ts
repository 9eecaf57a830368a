import type { Logger } from '#log.ts';
import type { ChartConfig } from './chart-config.ts';
import { type ChartRenderer, drawChart } from './chart-renderer.ts';

/** Draws charts as PNG: by the QuickChart server at `quickchartUrl`, where that is not null and answers, and otherwise here. */
export function chartDrawer(quickchartUrl: string | null, logger: Logger): (chart: ChartConfig) => Promise<Uint8Array> {
  return async chart => {
    // The canvas takes a tenth of a second and 20 MB, so it is loaded when the first picture is drawn.
    const { embeddedRenderer } = await import('./embedded-renderer.ts');
    return drawChart(chart, { quickChart: await quickChartAt(quickchartUrl), embedded: embeddedRenderer(), logger });
  };
}

async function quickChartAt(url: string | null): Promise<ChartRenderer | null> {
  return url === null ? null : (await import('./quickchart-renderer.ts')).quickChartRenderer(url);
}
