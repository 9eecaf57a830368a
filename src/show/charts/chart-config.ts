/** A Chart.js 4 configuration as pure JSON, so QuickChart and the embedded renderer draw the same chart. Labels are final text. */
export interface ChartConfig {
  readonly type: 'bar';
  readonly data: { readonly labels: readonly string[]; readonly datasets: readonly ChartDataset[] };
  readonly options: JsonObject;
}

/** One set of bars or one line. `data` has a value per label, null for none. */
export interface ChartDataset {
  readonly [option: string]: Json;
  readonly type: 'bar' | 'line';
  readonly label: string;
  readonly data: readonly (number | null)[];
}

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

/** Seven colors that neighbors can be told apart by, also when colorblind (Okabe and Ito's, reordered), and gray for everything else. */
export const chartColours = ['#0072B2', '#E69F00', '#009E73', '#D55E00', '#CC79A7', '#F0E442', '#56B4E9'] as const;
export const otherColour = '#555555';
export const inkColour = '#111827';
const quietInkColour = '#4B5563';
const gridColour = '#E5E7EB';

/** Large enough to read when an 800 × 400 chart is shown 380 pixels wide. */
export const textSize = 16;
const text = { family: 'Inter', size: textSize, weight: 400 };
const titleText = { family: 'Inter', size: 21, weight: 600 };

/** What all charts share: title, subtitle, legend below, days along the bottom. */
export function chartOptions(texts: { title: string; subtitle: readonly string[] }, valueScales: JsonObject): JsonObject {
  return {
    animation: false,
    responsive: false,
    color: inkColour,
    font: text,
    layout: { padding: { left: 20, right: 24, top: 14, bottom: 14 } },
    plugins: {
      title: {
        display: true,
        text: texts.title,
        align: 'start',
        color: inkColour,
        font: titleText,
        padding: { top: 0, bottom: 4 },
      },
      subtitle: {
        display: true,
        text: texts.subtitle,
        align: 'start',
        color: quietInkColour,
        font: { ...text, lineHeight: 1.25 },
        padding: { top: 0, bottom: 16 },
      },
      legend: {
        display: true,
        position: 'bottom',
        align: 'start',
        labels: { usePointStyle: true, pointStyleWidth: 24, boxHeight: 12, padding: 10, color: inkColour, font: text },
      },
      tooltip: { enabled: false },
    },
    scales: {
      x: {
        stacked: true,
        grid: { display: false },
        border: { display: false },
        ticks: { color: quietInkColour, maxRotation: 0, autoSkip: true, autoSkipPadding: 14, font: text },
      },
      ...valueScales,
    },
  };
}

/** Two scales for one axis: `id` has values and grid lines, `<id>Labels` the text, as JSON cannot hold a function that writes `$1.2k`. */
export function valueScales(
  id: string,
  axis: { values: readonly number[]; labels: readonly string[] },
  shape: { position: 'left' | 'right'; stacked: boolean; grid: boolean; title: string | null },
): JsonObject {
  const [lowest = 0, next = 1] = axis.values;
  return {
    [id]: {
      axis: 'y',
      position: shape.position,
      stacked: shape.stacked,
      min: lowest,
      max: axis.values.at(-1) ?? next,
      ticks: { display: false, stepSize: next - lowest },
      grid: { display: shape.grid, drawTicks: false, color: axis.values.map(value => (value === 0 ? quietInkColour : gridColour)) },
      border: { display: false },
    },
    [`${id}Labels`]: {
      axis: 'y',
      type: 'category',
      position: shape.position,
      offset: false,
      labels: axis.labels.toReversed(),
      ticks: { autoSkip: false, color: quietInkColour, font: text },
      grid: { display: false },
      border: { display: false },
      title: { display: shape.title !== null, text: shape.title ?? '', color: quietInkColour, font: text },
    },
  };
}

/** Whether `label` is the band for everything without its own, `Other (12)`. */
export function isOtherBand(label: string): boolean {
  return /^Other \(\d+\)$/.test(label);
}

/** A lighter, opaque `colour`, for days that can still grow. */
export function paler(colour: string): string {
  const channels = [1, 3, 5].map(at => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16);
    return Math.round(channel + (255 - channel) * 0.45).toString(16);
  });
  return `#${channels.map(channel => channel.padStart(2, '0')).join('')}`;
}
