import { expect, it } from 'vitest';
import { nanoUsdPerUnit } from '#core/money/fraction.ts';
import { naturalUnit, usdPerNaturalUnit } from '#core/prices/natural-unit.ts';

it.each([
  ['inputTokens', 2.5, 1_000_000, '2.5', '1M tokens'],
  ['cacheWrite12hTokens', 5, 1_000_000, '5', '1M tokens'],
  ['trainingTokens', 25, 1_000_000, '25', '1M tokens'],
  ['characters', 15, 1_000_000, '15', '1M characters'],
  ['images', 0.04, 1, '0.04', 'image'],
  ['sessions', 0.03, 1, '0.03', 'session'],
  ['calls', 0.01, 1, '10', '1k calls'], // 0.01 × 1,000
  ['seconds', 0.27, 3600, '0.0045', 'minute'], // 0.27 an hour / 60
  ['storageByteDays', 0.1, 2 ** 30, '0.1', 'GiB-day'],
] as const)('a price of %s, %d dollars for %d, is quoted as $%s per %s', (unit, usd, per, expected, name) => {
  expect(usdPerNaturalUnit(nanoUsdPerUnit(usd, per), unit)).toBe(expected);
  expect(naturalUnit(unit).name).toBe(name);
});
