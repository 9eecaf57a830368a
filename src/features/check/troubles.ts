import { keyOf } from '#core/key-of.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import { finestGroupings } from '#core/usage/finest-groupings.ts';
import type { Reading } from '#data/ledger/readings.ts';
import type { CoarseGrouping, TroubledDays } from './view.ts';

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

/** Where OpenAI refused to group as finely as it was asked: by endpoint and what is missing, with the days. */
export function coarseGroupings(readings: readonly Reading[]): CoarseGrouping[] {
  const coarse = readings.flatMap(({ endpoint, day, fetchedAt, groupedBy }) => {
    const missing = (finestGroupings[endpoint] ?? []).filter(name => !groupedBy.includes(name));
    return fetchedAt === null || missing.length === 0 ? [] : [{ endpoint, missing, day }];
  });
  const alike = Map.groupBy(coarse, ({ endpoint, missing }) => JSON.stringify([endpoint, missing]));
  return [...alike.values()].flatMap(same =>
    same.slice(0, 1).map(({ endpoint, missing }) => ({ endpoint, missing, days: same.map(({ day }) => day) })),
  );
}

/** Whether a reading is split by all of `attributes`, as far as OpenAI ever splits its endpoint by them. */
export function tellsApart({ endpoint, groupedBy }: Reading, attributes: readonly Attribute[]): boolean {
  const finest = finestGroupings[endpoint] ?? [];
  return attributes.flatMap(attribute => groupedFor[attribute]).every(name => !finest.includes(name) || groupedBy.includes(name));
}

/** What OpenAI must group by for an attribute to be told apart; of a bill the model is read from its line items. */
const groupedFor: Readonly<Record<Attribute, readonly string[]>> = {
  model: ['model', 'line_item'],
  user: ['user_id'],
  project: ['project_id'],
  key: ['api_key_id'],
  tier: ['service_tier', 'batch'],
  operation: [],
  source: [],
};
