import { formatUsd } from '#show/format-figures.ts';
import { blockChart } from '#show/terminal/block-chart.ts';
import type { Terminal } from '#show/terminal/terminal.ts';
import { sentenceLine, smallPrint, strongLine, type TextLine } from '#show/terminal/text-line.ts';
import type { ForecastView } from './view.ts';
import { forecastDays, forecastHeadline, forecastLines, forecastNotes } from './words.ts';

export function forecastText(view: ForecastView, terminal: Terminal): TextLine[] {
  const days = forecastDays(view).map(({ day, costNanoUsd, isProjected }) => ({ day, amount: costNanoUsd, isExpected: isProjected }));
  const chart = blockChart(days, formatUsd, terminal);
  return [
    strongLine(forecastHeadline(view)),
    '',
    ...forecastLines(view).map(line => sentenceLine(`  ${line}`)),
    '',
    ...(chart.length === 0 ? [] : [...chart]),
    ...smallPrint(...forecastNotes(view).map(note => `  ${note}`)),
  ];
}
