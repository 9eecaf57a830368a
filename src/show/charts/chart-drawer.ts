import type { Logger } from '#log.ts';
import type { ChartConfig } from './chart-config.ts';
import { type ChartRenderer, chartSize } from './chart-renderer.ts';

/** Draws charts as PNG, on the QuickChart server at `quickchartUrl` if it is set and answers, otherwise here. */
export function chartDrawer(quickchartUrl: string | null, logger: Logger): (chart: ChartConfig) => Promise<Uint8Array> {
  return async chart => {
    // Loading the canvas takes a tenth of a second and 20 MB, so it waits for the first chart.
    const { embeddedRenderer } = await import('./embedded-renderer.ts');
    const quickChart = quickchartUrl === null ? null : (await import('./quickchart-renderer.ts')).quickChartRenderer(quickchartUrl);
    return drawChart(chart, quickChart, embeddedRenderer(), logger);
  };
}

/**
 * `config` as a PNG: from QuickChart if there is one, or from the embedded renderer if not, or if QuickChart fails. Throws ChartError when
 * the embedded renderer fails too.
 */
export async function drawChart(
  config: ChartConfig,
  quickChart: ChartRenderer | null,
  embedded: ChartRenderer,
  logger: Logger,
  size = chartSize,
): Promise<Uint8Array> {
  if (quickChart) {
    try {
      return await quickChart.render(config, size);
    } catch (error) {
      logger.warn({ err: error }, 'QuickChart did not draw the chart; the embedded renderer draws it');
    }
  }
  return embedded.render(config, size);
}
