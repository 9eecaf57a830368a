import type { NanoUsd } from '#core/money/nano-usd.ts';
import { addDays, type Day } from '#core/time/day.ts';
import { createLedger, type Ledger } from '../../../demo/openai/ledger.ts';
import { seededRandom } from '../../../demo/openai/seeded-random.ts';

export const usd = 1_000_000_000n;

/** `count` days from 1 November 2025, each what `dollarsOf` says. */
export function historyOf(count: number, dollarsOf: (index: number, weekday: number) => number): Map<Day, NanoUsd> {
  return new Map(
    Array.from({ length: count }, (_, index) => {
      const day = addDays('2025-11-01', index);
      return [day, BigInt(Math.round(dollarsOf(index, new Date(day).getUTCDay()) * 1e9))];
    }),
  );
}

/** Strong weekend dips, Sunday first. */
export const week = [0.15, 1, 1.05, 1.08, 1.02, 0.9, 0.2];

/** Even noise of up to `part` either way. */
export function evenNoise(seed: string, part: number): () => number {
  const random = seededRandom(seed);
  return () => 1 - part + 2 * part * random();
}

/** Noise with tails: the logarithm is normal. */
export function normalNoise(seed: string, deviation: number): () => number {
  const random = seededRandom(seed);
  return () => Math.exp(deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
}

/** What the stand-in team was billed for each of the 120 days before `lastDay`. */
export function teamHistory(seed: string, lastDay: Day): { ledger: Ledger; days: Map<Day, NanoUsd> } {
  const ledger = createLedger(seed, new Date(`${lastDay}T12:00:00Z`));
  const later = new Date(`${addDays(lastDay, 10)}T00:00:00Z`);
  const days = new Map<Day, NanoUsd>();
  for (let day = ledger.firstDay; day < lastDay; day = addDays(day, 1)) {
    days.set(
      day,
      ledger.charges(day, later).reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n),
    );
  }
  return { ledger, days };
}
