import { ascending } from '../ascending.ts';
import type { Day } from '../time/day.ts';
import { acceptedRows, type FetchedList } from './fetched-prices.ts';
import { supplementRows } from './supplement.ts';

/** Models whose price was only announced until a day that has come: someone should check their pages. Until then it is approximate. */
export function pricesToLookAgain(lists: readonly FetchedList[], today: Day): { since: Day; models: string[] }[] {
  const layers = [...lists.map(acceptedRows), supplementRows, ...lists.map(({ file }) => file.prices)];
  const models = new Set(layers.flat().flatMap(row => (row.lookAgain === undefined ? [] : row.models)));
  const due = [...models].flatMap(model => {
    // The first layer that lists a model settles its prices.
    const rows = layers.map(layer => layer.filter(row => row.models.includes(model))).find(own => own.length > 0) ?? [];
    const since = rows.find(({ from, to = today }) => from <= today && today <= to)?.lookAgain;
    return since === undefined || since > today ? [] : [{ since, model }];
  });
  const byDay = [...Map.groupBy(due, ({ since }) => since)].sort(([a], [b]) => ascending(a, b));
  return byDay.map(([since, own]) => ({ since, models: own.map(({ model }) => model) }));
}
