import type { CoarseGrouping } from '#core/source-check.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import { finestGroupings } from '#core/usage/groupings.ts';
import type { Reading } from '#data/ledger/readings.ts';

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
