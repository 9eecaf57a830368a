import type { Logger } from '#log.ts';
import type { ChartConfig } from './chart-config.ts';
import { type ChartRenderer, chartSize } from './chart-renderer.ts';

/** Draws charts as PNG: by the QuickChart server at `quickchartUrl`, where that is not null and answers, and otherwise here. */
export function chartDrawer(quickchartUrl: string | null, logger: Logger): (chart: ChartConfig) => Promise<Uint8Array> {
  return async chart => {
    // The canvas takes a tenth of a second and 20 MB, so it is loaded when the first picture is drawn.
    const { embeddedRenderer } = await import('./embedded-renderer.ts');
    return drawChart(chart, await quickChartAt(quickchartUrl), embeddedRenderer(), logger);
  };
}

async function quickChartAt(url: string | null): Promise<ChartRenderer | null> {
  return url === null ? null : (await import('./quickchart-renderer.ts')).quickChartRenderer(url);
}

/**
 * The picture of `config` as a PNG: QuickChart's where one is configured, otherwise, or when it fails, the embedded one.
 *
 * @throws ChartError when the embedded renderer fails as well.
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
