import type { ChartConfig } from './chart-config.ts';

/** Draws charts. There are two: QuickChart and the embedded renderer. */
export interface ChartRenderer {
  /** A PNG of `size` on a white card. Throws ChartError when it cannot be drawn. */
  render(config: ChartConfig, size: ChartSize): Promise<Uint8Array>;
}

/** The size people see. The image has `pixelRatio` times as many pixels each way. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
}

/** Slack shows images about 720 wide. Twice the pixels stay sharp. */
export const chartSize: ChartSize = { width: 800, height: 480, pixelRatio: 2 };

export const cardColour = '#ffffff';

/** A chart that could not be drawn. The message never has labels or amounts, so they stay out of logs. */
export class ChartError extends Error {
  override readonly name = 'ChartError';
  readonly code: ChartErrorCode;

  constructor(message: string, { code, ...options }: { code: ChartErrorCode; cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** `chart_unavailable` and `chart_refused` are QuickChart's. Without the bundled font, text would not show. */
export type ChartErrorCode = 'chart_unavailable' | 'chart_refused' | 'chart_not_a_picture' | 'chart_no_font' | 'chart_failed';
