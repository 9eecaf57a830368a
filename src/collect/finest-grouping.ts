import type { Day } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import type { Logger } from '#log.ts';
import type { Grouping, GroupingSearch } from './grouping-search.ts';
import { OpenAiError } from './openai-error.ts';

/** Asks with the finest grouping that OpenAI accepts, and says which that was; the answer is null where it did without. */
export type AskFinest = <T>(period: Period, ask: Ask<T>) => Promise<Grouped<T>>;

type Ask<T> = (groupBy: readonly string[]) => Promise<T>;

interface Grouped<T> {
  readonly groupBy: readonly string[];
  readonly answer: T | null;
}

/**
 * Searches as long as OpenAI answers 400 to groupings; any other failure is passed on, and so is the first refusal when
 * nothing is accepted.
 *
 * What was found is used at once for a period that ends on the same day or earlier. A later one is searched for anew:
 * support depends on "the organization and requested time range" (OpenAI's specification of `group_by`), and a
 * refusal for an old month must not coarsen today.
 */
export function createFinestGrouping(search: GroupingSearch, logger: Logger): AskFinest {
  let remembered: { readonly grouping: Grouping; readonly to: Day } | null = null;

  return async (period, ask) => {
    if (remembered && period.to <= remembered.to) {
      const { grouping } = remembered;
      const again = await attempt(grouping, ask);
      if (!(again instanceof OpenAiError)) return again;
    }
    const { found, grouping, refused } = await searchFor(search, ask);
    if (refused.length > 0) logger.warn({ refused, used: grouping }, 'OpenAI refused a grouping; a coarser one is used');
    if (refused.length > 0 && (!remembered || period.to >= remembered.to)) remembered = { grouping, to: period.to };
    return found;
  };
}

async function searchFor<T>(search: GroupingSearch, ask: Ask<T>): Promise<{ found: Grouped<T>; grouping: Grouping; refused: string[] }> {
  const groupings = search();
  const refusals: OpenAiError[] = [];
  const refused: string[] = [];
  let best: { found: Grouped<T>; grouping: Grouping } | null = null;
  for (let next = groupings.next(null); !next.done; ) {
    const grouping = next.value;
    const outcome = await attempt(grouping, ask);
    if (outcome instanceof OpenAiError) {
      refusals.push(outcome);
      refused.push((grouping ?? []).join(', '));
      next = groupings.next(outcome);
    } else {
      best = { found: outcome, grouping };
      next = groupings.next(null);
    }
  }
  if (!best) throw refusals[0] ?? new Error('a search for a grouping must try one');
  return { ...best, refused };
}

/** The answer, or the 400 that refuses the grouping. */
async function attempt<T>(grouping: Grouping, ask: Ask<T>): Promise<Grouped<T> | OpenAiError> {
  if (grouping === null) return { groupBy: [], answer: null };
  try {
    return { groupBy: grouping, answer: await ask(grouping) };
  } catch (error) {
    if (isGroupingRefused(error)) return error;
    throw error;
  }
}

function isGroupingRefused(error: unknown): error is OpenAiError {
  if (!(error instanceof OpenAiError) || error.status !== 400) return false;
  const param = error.said?.param;
  return !param || param.startsWith('group_by');
}
