import type { Logger } from '#log.ts';
import type { ChartConfig } from '../render/chart-config.ts';
import { type ChartRenderer, type ChartSize, chartSize } from './renderer.ts';

/** Who draws: QuickChart where one is configured, and the embedded renderer. */
export interface ChartRenderers {
  readonly quickChart: ChartRenderer | null;
  readonly embedded: ChartRenderer;
  readonly logger: Logger;
}

/**
 * The picture of `config` as a PNG: QuickChart's where one is configured, otherwise, or when it fails, the embedded one.
 *
 * @throws ChartError when the embedded renderer fails as well.
 */
export async function drawChart(config: ChartConfig, renderers: ChartRenderers, size: ChartSize = chartSize): Promise<Uint8Array> {
  const { quickChart, embedded, logger } = renderers;
  if (quickChart) {
    try {
      return await quickChart.render(config, size);
    } catch (error) {
      logger.warn({ err: error }, 'QuickChart did not draw the chart; the embedded renderer draws it');
    }
  }
  return embedded.render(config, size);
}
