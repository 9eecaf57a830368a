import { describePeriod, describeQuery } from '#core/query/describe-query.ts';
import type { Query } from '#core/query/query.ts';
import type { Attribute, Dimension } from '#core/usage/dimensions.ts';
import type { Names } from '#core/usage/team-names.ts';

/** With no names, filters are written with ids. The parser reads those too, and they never get renamed. */
const noNames: Names = { models: [], users: [], projects: [], keys: [], sources: [] };

/** `query` as question text for a button. */
export function questionText(query: Query): string {
  return describeQuery(query, noNames);
}

/** Like {@link questionText}, with a relative period: `last 7d`. */
export function questionTextFor(query: Query, period: string): string {
  const text = questionText({ ...query, versus: null });
  const asked = describePeriod(query.period);
  // The last match: a model named like a period would come earlier.
  const start = text.lastIndexOf(asked);
  return `${text.slice(0, start)}${period}${text.slice(start + asked.length)}`;
}

const personal: readonly (Dimension | Attribute)[] = ['user', 'key'];

/** `query` as a question without users and keys. Splits by model if no other split is left. */
export function impersonalQuestion(query: Query): string {
  const by = query.by.filter(dimension => !personal.includes(dimension));
  const filters = query.filters.filter(({ dimension }) => !personal.includes(dimension));
  const text = questionText({ ...query, by: by.length > 0 ? by : ['model'], filters });
  // It is the label of a button.
  return text.replace(/^cost (?=by )/, '').replace(/, UTC$/, '');
}
