import { describe, expect, it } from 'vitest';
import { addDays } from '#core/time/day.ts';
import { formatUsd } from '#show/format-figures.ts';
import { blockBar } from '#show/terminal/block-bar.ts';
import { blockChart } from '#show/terminal/block-chart.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';

const daysOf = (...dollars: (number | null)[]) =>
  dollars.map((amount, index) => ({ day: addDays('2026-11-01', index), amount: amount === null ? null : BigInt(amount) * 1_000_000_000n }));
const chart = (dollars: (number | null)[], width = 80) => terminalText(blockChart(daysOf(...dollars), formatUsd, { ...wholeText, width }));

describe('a chart of blocks', () => {
  it('names its first and last day and its range, with a dot for a day that was not collected', () => {
    expect(chart([1, 4, null, 8])).toBe('  1 Nov ▁▄·█ 4 Nov   $1.00 – $8.00 a day');
  });

  it('puts days together where there are more than fit, and leaves a shorter oldest block out of the range', () => {
    // 100 days in blocks of three from the last day on; the oldest has one.
    expect(chart(Array.from({ length: 100 }, () => 2))).toMatch(/^ {2}1 Nov ▃█{33} 8 Feb {3}\$6\.00 in 3 days$/);
    expect(chart(Array.from({ length: 400 }, (_, day) => day)).length).toBeLessThanOrEqual(80);
  });

  it('is not drawn for two days, or for nothing', () => {
    expect([chart([1, 2]), chart([0, 0, 0, null])]).toEqual(['', '']);
  });
});

it('a bar is drawn to an eighth of a column, is seen for any part, and is none for a credit', () => {
  expect([blockBar(8n, 8n, 2), blockBar(9n, 16n, 2), blockBar(1n, 10_000n, 2), blockBar(-1n, 8n, 2)]).toEqual(['██', '█▏', '▏', '']);
});
