import { describeFilters } from '#core/query/describe.ts';
import type { Filter } from '#core/query/query.ts';
import type { Names } from '#core/usage/names.ts';
import type { Within } from '#show/plain-views.ts';

/** What a view says of the channel's scope that it stays inside; nothing where there is none. */
export function withinOf(scope: readonly Filter[], names: Names): { readonly within?: Within } {
  return scope.length === 0 ? {} : { within: { words: describeFilters(scope, names), isOwn: false } };
}
