import type { Day } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import type { Logger } from '#log.ts';
import { OpenAiError } from './openai-error.ts';

/** Asks with the finest grouping OpenAI accepts, and returns it with the answer; the answer is null if it had to do without. */
export type AskFinest = <T>(period: Period, ask: Ask<T>) => Promise<Grouped<T>>;

type Ask<T> = (groupBy: readonly string[]) => Promise<T>;

interface Grouped<T> {
  readonly groupBy: readonly string[];
  readonly answer: T | null;
}

/**
 * Tries coarser groupings as long as OpenAI answers 400. Throws any other failure, or the first refusal if nothing is accepted.
 * Reuses what it found for periods that end no later: support depends on "the organization and requested time range" (`group_by` in
 * OpenAI's specification), and a refusal for an old month must not make today coarser.
 */
export function createFinestGrouping(search: GroupingSearch, logger: Logger): AskFinest {
  let remembered: { readonly grouping: Grouping; readonly to: Day } | null = null;

  return async <T>(period: Period, ask: Ask<T>): Promise<Grouped<T>> => {
    if (remembered && period.to <= remembered.to) {
      const { grouping } = remembered;
      const again = await attempt(grouping, ask);
      if (!(again instanceof OpenAiError)) return again;
    }
    const refusals: OpenAiError[] = [];
    const refused: string[] = [];
    const accepted: { readonly found: Grouped<T>; readonly grouping: Grouping }[] = [];
    await search(async grouping => {
      const outcome = await attempt(grouping, ask);
      if (!(outcome instanceof OpenAiError)) {
        accepted.push({ found: outcome, grouping });
        return null;
      }
      refusals.push(outcome);
      refused.push((grouping ?? []).join(', '));
      return outcome;
    });
    const best = accepted.at(-1);
    if (!best) throw refusals[0] ?? new Error('a search for a grouping must try one');
    const { found, grouping } = best;
    if (refused.length > 0) logger.warn({ refused, used: grouping }, 'OpenAI refused a grouping; a coarser one is used');
    if (refused.length > 0 && (!remembered || period.to >= remembered.to)) remembered = { grouping, to: period.to };
    return found;
  };
}

/** The answer, or the 400 that refused the grouping. */
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

/** What to group by, in OpenAI's words. Null means doing without the answer. */
export type Grouping = readonly string[] | null;

/** Tries groupings: each resolves with OpenAI's refusal, or null if it is accepted. The last one accepted is used. */
export type GroupingSearch = (refusalOf: (grouping: Grouping) => Promise<OpenAiError | null>) => Promise<void>;

/** Tries `groupings` in order until one is accepted. */
export function inOrder(groupings: readonly Grouping[]): GroupingSearch {
  return async refusalOf => {
    for (const grouping of groupings) if (!(await refusalOf(grouping))) return;
  };
}

/**
 * Tries all of `attributes`, least missed first, dropping any that a refusal names. If one names none, builds up from the most missed,
 * keeping what is accepted: no more is given up than necessary, at one request per attribute. As a last resort it tries none.
 */
export function asManyAsAccepted(attributes: readonly string[]): GroupingSearch {
  return async refusalOf => {
    let left = attributes;
    for (;;) {
      const refusal = await refusalOf(left);
      if (!refusal) return;
      const named = namedAttribute(refusal, left);
      if (named === null) break;
      left = left.filter(attribute => attribute !== named);
    }
    let accepted: readonly string[] = [];
    for (const attribute of left.toReversed()) {
      const wider = [attribute, ...accepted];
      // We already know that all of them together are refused.
      if (wider.length < left.length && !(await refusalOf(wider))) accepted = wider;
    }
    if (accepted.length === 0) await refusalOf([]);
  };
}

/**
 * The attribute of `grouping` that a refusal is about, by position (`group_by[2]`) or name; the one we'd miss least of several.
 * OpenAI lists the supported values after the refused one; those don't count. If it names all of them, it names none.
 */
function namedAttribute({ said }: OpenAiError, grouping: readonly string[]): string | null {
  const index = /^group_by[.[](\d+)/.exec(said?.param ?? '')?.[1];
  if (index !== undefined) return grouping[Number(index)] ?? null;
  const [refusing = ''] = (said?.message ?? '').split(/\b(?:supported values|must be|expected|valid values|allowed values)\b/i);
  const named = grouping.filter(attribute => new RegExp(`\\b${attribute}\\b`).test(refusing));
  return named.length < grouping.length ? (named[0] ?? null) : null;
}
