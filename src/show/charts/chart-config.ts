import { gridColour, inkColour, quietInkColour } from './chart-colours.ts';

/** A Chart.js 4 configuration as pure JSON, so QuickChart and the embedded renderer draw the same chart. Labels are final text. */
export interface ChartConfig {
  readonly type: 'bar';
  /** A label may have several lines. */
  readonly data: { readonly labels: readonly (string | readonly string[])[]; readonly datasets: readonly ChartDataset[] };
  readonly options: JsonObject;
}

/** One set of bars or one line. `data` has a value per label, null for none; a pair is a bar from one to the other. */
export interface ChartDataset {
  readonly [option: string]: Json;
  readonly type: 'bar' | 'line';
  readonly label: string;
  readonly data: readonly (number | null | readonly [number, number])[];
}

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

/** Large enough to read when the chart is shown 280 pixels wide, on a phone. */
export const textSize = 22;
/** What a line of the title and of the subtitle may take of the width. */
export const lineWidth = 752;
export const titleSize = 27;
/** QuickChart's image lacks Inter. It has Liberation Sans, which is about as wide; its default font is wider and overflows. */
const family = 'Inter, "Liberation Sans", sans-serif';
export const text = { family, size: textSize, weight: 400 };
const titleText = { family, size: titleSize, weight: 600 };

export interface ChartTexts {
  /** A line, or several. */
  readonly title: string | readonly string[];
  readonly subtitle: readonly string[];
}

/**
 * What all charts share: title, subtitle, legend below. `scales` are the value scales, and whatever they change of the days along the
 * bottom, of which as many are labeled as fit, or with `everyTick` all.
 */
export function chartOptions(texts: ChartTexts, scales: JsonObject, { hasLegend = true, everyTick = false } = {}): JsonObject {
  return {
    animation: false,
    responsive: false,
    color: inkColour,
    font: text,
    layout: { padding: { left: 20, right: 28, top: 14, bottom: hasLegend ? 10 : 22 } },
    plugins: {
      title: headingOptions(texts.title, inkColour, titleText, 4),
      subtitle: headingOptions(texts.subtitle, quietInkColour, { ...text, lineHeight: 1.2 }, 22),
      legend: {
        display: hasLegend,
        position: 'bottom',
        align: 'start',
        labels: { usePointStyle: true, pointStyleWidth: 26, boxHeight: 15, padding: 10, color: inkColour, font: text },
      },
      tooltip: { enabled: false },
    },
    scales: {
      x: {
        stacked: true,
        grid: { display: false },
        border: { display: false },
        ticks: { color: quietInkColour, maxRotation: 0, autoSkip: !everyTick, autoSkipPadding: 18, font: text },
      },
      ...scales,
    },
  };
}

function headingOptions(heading: string | readonly string[], color: string, font: JsonObject, bottom: number): JsonObject {
  return { display: true, text: heading, align: 'start', color, font, padding: { top: 0, bottom } };
}

/** An axis as plotted: a value, and the text at it or '' for none, ascending. */
export interface PlottedAxis {
  readonly values: readonly number[];
  readonly labels: readonly string[];
}

/** The part of the height that a panel of several takes, from the bottom up. */
export interface Panel {
  readonly weight: number;
}

/** Two scales for one axis: `id` has values and grid lines, `<id>Labels` the text, as JSON cannot hold a function that writes `$1.2k`. */
export function valueScales(id: string, axis: PlottedAxis, shape: { stacked: boolean; panel?: Panel }): JsonObject {
  const [lowest = 0, next = 1] = axis.values;
  const inPanel = (stack: string) => (shape.panel === undefined ? {} : { stack, stackWeight: shape.panel.weight });
  const colourOf = (value: number, index: number) => {
    if (axis.labels[index] === '') return 'transparent';
    return value === 0 ? quietInkColour : gridColour;
  };
  const shared = { axis: 'y', position: 'left', border: { display: false } };
  return {
    [id]: {
      ...shared,
      ...inPanel('values'),
      stacked: shape.stacked,
      min: lowest,
      max: axis.values.at(-1) ?? next,
      ticks: { display: false, stepSize: next - lowest, autoSkip: false },
      grid: { drawTicks: false, color: axis.values.map(colourOf) },
    },
    [`${id}Labels`]: {
      ...shared,
      type: 'category',
      ...inPanel('labels'),
      offset: false,
      labels: axis.labels.toReversed(),
      ticks: { autoSkip: false, color: quietInkColour, font: text },
      grid: { display: false },
    },
  };
}

/** Whether `label` is the band for everything without its own, `Other (12)`. */
export function isOtherBand(label: string): boolean {
  return /^Other \(\d+\)$/.test(label);
}
