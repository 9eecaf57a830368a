import { isTimeUnit } from '#core/usage/dimensions.ts';
import { formatCount, formatUsd } from '#show/format-figures.ts';
import { blockBar } from '#show/terminal/block-bar.ts';
import { blockChart } from '#show/terminal/block-chart.ts';
import { drawTable, type TerminalColumn } from '#show/terminal/draw-table.ts';
import type { Terminal } from '#show/terminal/terminal.ts';
import { smallPrint, type TextLine, warningLines } from '#show/terminal/text-line.ts';
import { titleLine } from '#show/terminal/title-line.ts';
import { staleWords } from '../verdict/staleness.ts';
import { type AnswerRow, answerRows, askedAmount, tokensOf } from './answer-rows.ts';
import { dimensionsOf, dimensionTitle } from './answer-table.ts';
import { answerFigure, answerSubject, changeWords } from './answer-title.ts';
import { figureColumns } from './figure-columns.ts';
import { type AnswerView, knownDay } from './view.ts';
import { answerNotes, changeSentences, comparisonNotes } from './words.ts';

/** A month by day is listed in full. */
const mostDays = 31;
const barWidth = 12;

/** An answer on a terminal: what was asked and its figure, the rows with bars, the days as blocks, and small print. */
export function answerText(view: AnswerView, terminal: Terminal): TextLine[] {
  const table = tableLines(view, terminal);
  const chart = view.query.by.some(isTimeUnit) ? [] : daysChart(view, terminal);
  const { warnings, notes } = answerNotes(view);
  const compared = comparisonNotes(view);
  return [
    ...titleLine(answerSubject(view), answerFigure(view), changeWords(view), table, terminal),
    ...warningLines(staleWords(view)),
    ...changeSentences(view),
    '',
    ...(table.length === 0 ? [] : [...table, '']),
    ...(chart.length === 0 ? [] : [...chart]),
    ...warningLines(warnings.map(warning => `  ${warning}`)),
    ...smallPrint(...(compared.length > 0 ? [`  ${compared.join(' · ')}`] : [])),
    ...smallPrint(...(notes.length > 0 ? [`  ${notes.join(' · ')}`] : [])),
  ];
}

function tableLines(view: AnswerView, terminal: Terminal): TextLine[] {
  const isByTime = view.query.by.some(isTimeUnit);
  const asked = Math.max(view.query.top ?? 0, isByTime ? mostDays : terminal.rows);
  const rows = answerRows(view, Math.max(asked, terminal.rows));
  if (rows.length === 0) return [];
  const [amount, share, ...more] = figureColumns(view, rows);
  const names = dimensionsOf(view).map((dimension): TerminalColumn => ({ title: dimensionTitle(dimension), align: 'left' }));
  const figure = (title: string): TerminalColumn => ({ title, align: 'right' });
  const bars = barCells(view, rows);
  return drawTable(
    {
      columns: [
        ...names,
        ...[amount, share].flatMap(column => (column === undefined ? [] : [figure(column.title)])),
        { title: '', align: 'left', role: 'bar', isFixed: true, isOptional: true },
        ...more.map((column): TerminalColumn => ({ ...figure(column.title), isOptional: true })),
      ],
      rows: rows.map((row, index) => [
        ...row.names,
        ...[amount, share].map(column => column?.cells[index] ?? ''),
        bars[index] ?? '',
        ...more.map(({ cells }) => cells[index] ?? ''),
      ]),
      hasTotal: rows.at(-1)?.kind === 'total',
    },
    terminal,
  );
}

/** Of groups alone: what is summed up would outgrow them. */
function barCells({ query }: AnswerView, rows: readonly AnswerRow[]): string[] {
  const amounts = rows.map(({ kind, figures }) => (kind === 'group' ? (askedAmount(figures, query.metric) ?? 0n) : 0n));
  const largest = amounts.reduce((most, one) => (one > most ? one : most), 0n);
  return amounts.map(amount => blockBar(amount, largest, barWidth));
}

function daysChart(view: AnswerView, terminal: Terminal): TextLine[] {
  const { metric } = view.query;
  const days = view.series.map(day => {
    const known = knownDay(day, view.missingDays);
    const count = known === null ? null : metric === 'requests' ? known.requests : tokensOf(known);
    return { day: day.day, amount: metric === 'cost' ? (known?.costNanoUsd ?? null) : count === null ? null : BigInt(count) };
  });
  return blockChart(days, amount => (metric === 'cost' ? formatUsd(amount) : formatCount(Number(amount))), terminal);
}
