import type { Day } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import type { Logger } from '#log.ts';
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

/** What to group by, in OpenAI's words; null: do without the answer. */
export type Grouping = readonly string[] | null;

/**
 * Gives groupings to try one after the other; it is told the refusal of each, or null when it was accepted. The last that
 * was accepted is the one to use.
 */
export type GroupingSearch = () => Generator<Grouping, void, OpenAiError | null>;

/** Tries `groupings` in their order until one is accepted. */
export function inOrder(groupings: readonly Grouping[]): GroupingSearch {
  return function* () {
    for (const grouping of groupings) {
      const refusal = yield grouping;
      if (!refusal) return;
    }
  };
}

/**
 * Tries all of `attributes`, which begin with what is missed least. An attribute that the refusal names is left out. When
 * it names none, the grouping is grown again, from what is missed most, by each attribute that is accepted: so no more is
 * given up than must be, in one request for each attribute. At last it tries without any.
 */
export function asManyAsAccepted(attributes: readonly string[]): GroupingSearch {
  return function* () {
    let left = attributes;
    for (;;) {
      const refusal = yield left;
      if (!refusal) return;
      const named = namedAttribute(refusal, left);
      if (named === null) break;
      left = left.filter(attribute => attribute !== named);
    }
    let accepted: readonly string[] = [];
    for (const attribute of left.toReversed()) {
      const wider = [attribute, ...accepted];
      // All of them together were refused already.
      if (wider.length < left.length && !(yield wider)) accepted = wider;
    }
    if (accepted.length === 0) yield [];
  };
}

/**
 * The attribute of `grouping` that a refusal is about: by its place (`group_by[2]`), or by its words; of several that
 * do not go together the one that is missed least. The supported values, which OpenAI lists after the refused one, are not
 * meant, and words that name all of them name none.
 */
function namedAttribute({ said }: OpenAiError, grouping: readonly string[]): string | null {
  const index = /^group_by[.[](\d+)/.exec(said?.param ?? '')?.[1];
  if (index !== undefined) return grouping[Number(index)] ?? null;
  const [refusing = ''] = (said?.message ?? '').split(/\b(?:supported values|must be|expected|valid values|allowed values)\b/i);
  const named = grouping.filter(attribute => new RegExp(`\\b${attribute}\\b`).test(refusing));
  return named.length < grouping.length ? (named[0] ?? null) : null;
}
