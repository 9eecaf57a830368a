import { gridColour, inkColour } from './chart-colours.ts';
import type { ChartDataset } from './chart-config.ts';

type Values = ChartDataset['data'];

/** In a second panel, grouped bars would stand beside those of the first. */
const ofBars = { pointStyle: 'rect', grouped: false, barPercentage: 1 } as const;

/** Bars that stack with all others of the same axis. */
export function barsDataset(yAxisID: string, label: string, data: Values, backgroundColor: string | readonly string[]): ChartDataset {
  const bars = { type: 'bar', label, data, yAxisID, stack: yAxisID, order: 1, backgroundColor } as const;
  return { ...bars, ...ofBars, categoryPercentage: 0.86, maxBarThickness: 72 };
}

/** Bars as wide as the chart allows, behind everything else: days without data, or a range. */
export function backdropDataset(yAxisID: string, label: string, data: Values, backgroundColor = gridColour): ChartDataset {
  return { ...ofBars, type: 'bar', label, data, yAxisID, stack: label, order: 2, backgroundColor, categoryPercentage: 1 };
}

/** A solid line, as the legend can draw no other; null leaves a gap. A single point is drawn as a stroke. */
export function lineDataset(yAxisID: string, label: string, data: Values, colour: string, borderWidth = 3): ChartDataset {
  return {
    ...{ type: 'line', label, data, yAxisID, stack: label, order: 0, borderColor: colour, backgroundColor: colour, borderWidth },
    pointStyle: 'line',
    // The legend draws the point, and points are otherwise a pixel thin.
    pointBorderWidth: borderWidth,
    pointRadius: data.map((value, index) => (value !== null && isAlone(data, index) ? 20 : 0)),
    tension: 0,
  };
}

function isAlone(data: Values, index: number): boolean {
  return (data[index - 1] ?? null) === null && (data[index + 1] ?? null) === null;
}

/** A triangle at the end of each bar that runs off the axis, pointing on. */
export function beyondDataset(yAxisID: string, data: readonly (number | null)[]): ChartDataset {
  return {
    ...{ type: 'line', label: 'Off the scale', data, yAxisID, stack: 'beyond', order: -1, showLine: false },
    ...{ borderColor: '#ffffff', backgroundColor: inkColour },
    pointStyle: 'triangle',
    pointRadius: 9,
    pointBorderWidth: 2,
    pointRotation: data.map(value => (value !== null && value < 0 ? 180 : 0)),
  };
}
