import { ascending } from '#core/ascending.ts';
import { type Day, firstOfMonth } from '#core/time/day.ts';
import { addUnits } from '#core/time/period.ts';
import type { Database } from '#data/database/open.ts';
import { usageCells } from '#data/figures/read-figures.ts';

/**
 * The places of all `models`, by list price over the twelve months before this one, then by id. They give models their colors, so they do
 * not depend on the question and change with the month at most.
 */
export async function modelPlaces(database: Database, models: readonly string[], today: Day): Promise<ReadonlyMap<string, number>> {
  const to = firstOfMonth(today);
  const period = { from: addUnits('year', to, -1), to };
  const cells = await usageCells(database, { period, attributes: ['model'], filters: [], grain: 'period', wanted: 'cost', today });
  const costOf = new Map<string, bigint>();
  for (const { ids, costNanoUsd } of cells) {
    const [model = ''] = ids;
    costOf.set(model, (costOf.get(model) ?? 0n) + (costNanoUsd ?? 0n));
  }
  const ranked = models.toSorted((a, b) => ascending(costOf.get(b) ?? 0n, costOf.get(a) ?? 0n) || ascending(a, b));
  return new Map(ranked.map((model, place) => [model, place]));
}
