import { describe, expect, it } from 'vitest';
import { formatCountColumn, formatPercentColumn, formatShareColumn, formatUsdColumn } from '#show/format-column.ts';

describe('a column of amounts', () => {
  it('has cents, and says of what is less that it is less', () => {
    expect(formatUsdColumn([1_234_560_000_000n, 4_100_000n, 0n, -5_000_000_000n, -1_000n])).toEqual([
      ...['$1,234.56', '<$0.01', '$0.00', '−$5.00', '>−$0.01'],
    ]);
  });

  it('has two digits of its largest amount where that is below ten cents', () => {
    expect(formatUsdColumn([41_200_000n, 4_100_000n, 400_000n])).toEqual(['$0.041', '$0.004', '<$0.001']);
    expect(formatUsdColumn([41n])).toEqual(['$0.000000041']);
  });
});

it('a column of shares has whole percents, and no share that reads as nothing', () => {
  expect(formatShareColumn([0.4855, 0.004, 0, null, -0.2, -0.001])).toEqual(['49%', '<1%', '0%', '–', 'credit', 'credit']);
});

it('a column of counts has one unit, and billions where one is that large', () => {
  expect(formatCountColumn([9_999_999, 12, null])).toEqual(['9,999,999', '12', '–']);
  expect(formatCountColumn([12_345_678, 900_000, 12, 0, null])).toEqual(['12.3M', '0.9M', '<0.1M', '0', '–']);
  expect(formatCountColumn([999_949_999, 12_345_678])).toEqual(['999.9M', '12.3M']);
  expect(formatCountColumn([999_950_000, 12_345_678, 4_000_000])).toEqual(['1.00B', '12.3M', '4.0M']);
  expect(formatCountColumn([1_389_300_000, 400_000_000, 0])).toEqual(['1.39B', '400.0M', '0']);
});

it('a column of changes has one decimal', () => {
  expect(formatPercentColumn([23.08, 4.8, -33.9, 1250, null])).toEqual(['+23.1%', '+4.8%', '−33.9%', '+1,250%', '–']);
});
