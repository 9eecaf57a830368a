import type { OpenAiError } from './openai-error.ts';

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
