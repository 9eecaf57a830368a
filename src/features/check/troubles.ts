import { finestGroupings } from '#collect/openai/admin-wire.ts';
import { keyOf } from '#core/key-of.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { Reading } from '#data/ledger/readings.ts';
import type { CoarseGrouping, TroubledDays } from './view.ts';

/** Days of `period` with `needed` endpoints that were never read or failed on the last try. Days with the same trouble are grouped. */
export function troubledDays(period: Period, readings: readonly Reading[], needed: readonly string[]): TroubledDays[] {
  const known = new Map(readings.map(reading => [keyOf(reading.day, reading.endpoint), reading]));
  const troubles = daysOf(period).flatMap(day => {
    const byTrouble = Map.groupBy(needed, endpoint => troubleOf(known.get(keyOf(day, endpoint))));
    return [...byTrouble].flatMap(([trouble, endpoints]) => (trouble === null ? [] : [{ day, trouble, endpoints }]));
  });
  const alike = Map.groupBy(troubles, ({ trouble, endpoints }) => JSON.stringify([trouble, endpoints]));
  return [...alike.values()].flatMap(same =>
    same.slice(0, 1).map(({ trouble, endpoints }) => ({
      ...(JSON.parse(trouble) as Trouble),
      days: same.map(({ day }) => day),
      endpoints: endpoints.length === needed.length ? [] : endpoints,
    })),
  );
}

type Trouble = Pick<TroubledDays, 'failure' | 'isLeftOut'>;

/** The trouble as text, to use as a key; null if there is none. */
function troubleOf(reading: Reading | undefined): string | null {
  const failure = reading?.failure ?? null;
  const isLeftOut = !reading || reading.fetchedAt === null;
  return failure === null && !isLeftOut ? null : JSON.stringify({ failure, isLeftOut } satisfies Trouble);
}

/** Days that OpenAI grouped more coarsely than requested, by endpoint and missing fields. */
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

/** Whether a reading is split by all of `attributes` that its endpoint can be split by. */
export function tellsApart({ endpoint, groupedBy }: Reading, attributes: readonly Attribute[]): boolean {
  const finest = finestGroupings[endpoint] ?? [];
  return attributes.flatMap(attribute => groupedFor[attribute]).every(name => !finest.includes(name) || groupedBy.includes(name));
}

/** The fields OpenAI must group by to tell an attribute apart. A bill names the model in its line items. */
const groupedFor: Readonly<Record<Attribute, readonly string[]>> = {
  model: ['model', 'line_item'],
  user: ['user_id'],
  project: ['project_id'],
  key: ['api_key_id'],
  tier: ['service_tier', 'batch'],
  operation: [],
  source: [],
};
