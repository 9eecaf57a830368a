import type { TroubledDays } from '#core/source-check.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import type { Reading } from '#data/ledger/readings.ts';

/**
 * Days of `period` of which some of the `needed` endpoints were never read, or failed when they were last tried, days with
 * the same trouble together.
 */
export function troubledDays(period: Period, readings: readonly Reading[], needed: readonly string[]): TroubledDays[] {
  const known = new Map(readings.map(reading => [keyOf(reading.day, reading.endpoint), reading]));
  const troubles = new Map<string, { -readonly [name in keyof TroubledDays]: TroubledDays[name] }>();
  for (const day of daysOf(period)) {
    const byTrouble = Map.groupBy(needed, endpoint => troubleOf(known.get(keyOf(day, endpoint))));
    for (const [trouble, endpoints] of byTrouble) {
      if (trouble === null) continue;
      const key = JSON.stringify([trouble, endpoints]);
      const before = troubles.get(key);
      if (before) before.days = [...before.days, day];
      else
        troubles.set(key, {
          ...(JSON.parse(trouble) as Trouble),
          days: [day],
          endpoints: endpoints.length === needed.length ? [] : endpoints,
        });
    }
  }
  return [...troubles.values()];
}

type Trouble = Pick<TroubledDays, 'failure' | 'isLeftOut'>;

/** As text, so that equal troubles are one key; null where there is none. */
function troubleOf(reading: Reading | undefined): string | null {
  const failure = reading?.failure ?? null;
  const isLeftOut = !reading || reading.fetchedAt === null;
  return failure === null && !isLeftOut ? null : JSON.stringify({ failure, isLeftOut } satisfies Trouble);
}

function keyOf(day: string, endpoint: string): string {
  return `${day} ${endpoint}`;
}
