import type { ChartConfig } from './chart-config.ts';

/** The two ways to draw a configuration: QuickChart and the embedded renderer. */
export interface ChartRenderer {
  /**
   * A PNG of `size` on a white card.
   *
   * @throws ChartError when there is no such picture to give.
   */
  render(config: ChartConfig, size: ChartSize): Promise<Uint8Array>;
}

/** `width` and `height` are what people see; the picture has `pixelRatio` times as many pixels each way. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
}

/** Slack shows a picture about 720 wide; twice the pixels stay sharp on today's screens. */
export const chartSize: ChartSize = { width: 800, height: 400, pixelRatio: 2 };

export const cardColour = '#ffffff';

/** A picture that could not be drawn. The message never holds what was to be drawn: labels and amounts stay out of logs. */
export class ChartError extends Error {
  override readonly name = 'ChartError';
  readonly code: ChartErrorCode;

  constructor(message: string, { code, ...options }: { code: ChartErrorCode; cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

export type ChartErrorCode =
  /** QuickChart did not answer in time, or not at all. */
  | 'chart_unavailable'
  /** QuickChart answered with an error. */
  | 'chart_refused'
  /** What came is not the picture that was asked for. */
  | 'chart_not_a_picture'
  /** The bundled font is not there: text would silently be missing. */
  | 'chart_no_font'
  /** The embedded renderer failed. */
  | 'chart_failed';
