import { describePeriod } from '#core/query/describe-period.ts';
import { describeQuery } from '#core/query/describe-query.ts';
import type { Query } from '#core/query/query.ts';
import type { Attribute, Dimension } from '#core/usage/dimensions.ts';
import type { Names } from '#core/usage/team-names.ts';

/** Without names a filter is described by its ids, which the grammar reads too and which nobody can rename meanwhile. */
const noNames: Names = { models: [], users: [], projects: [], keys: [], sources: [] };

/** `query` as a question for a button. */
export function questionText(query: Query): string {
  return describeQuery(query, noNames);
}

/** As {@link questionText}, for a period that depends on when it is asked: `last 7d`. */
export function questionTextFor(query: Query, period: string): string {
  const text = questionText({ ...query, versus: null });
  const asked = describePeriod(query.period);
  // The last one: a model that is called like a period would come before it.
  const start = text.lastIndexOf(asked);
  return `${text.slice(0, start)}${period}${text.slice(start + asked.length)}`;
}

const personal: readonly (Dimension | Attribute)[] = ['user', 'key'];

/** `query` without what it says of single people and keys, as a question: by model where it split by nothing else. */
export function impersonalQuestion(query: Query): string {
  const by = query.by.filter(dimension => !personal.includes(dimension));
  const filters = query.filters.filter(({ dimension }) => !personal.includes(dimension));
  return questionText({ ...query, by: by.length > 0 ? by : ['model'], filters });
}
