import type { CausesBy } from '#core/usage/lead-cause.ts';
import { sizeOf } from '#core/usage/split-change.ts';
import { formatDifference } from '#show/format-figures.ts';
import type { AnswerTable } from '#show/text-table.ts';
import { becauseOf } from './because.ts';
import type { WhyView } from './view.ts';
import { largestOf, nameOf, shownContributors, splitTitle } from './words.ts';

/**
 * What changed, by how much, and because of what: the largest contributors of a split, at most `most` unless all are asked for, the
 * others as one row, and the total.
 */
export function changeTable(
  view: Pick<WhyView, 'causes' | 'isEveryChangeShown'>,
  { attribute, contributors }: CausesBy,
  most = shownContributors(view),
): AnswerTable {
  const { listed, others } = largestOf(contributors, view.isEveryChangeShown ? Infinity : most);
  const rows = [
    ...listed.map(one => [nameOf(one), formatDifference(sizeOf(one)), becauseOf(one, attribute).short]),
    ...others.map(({ name, size }) => [name, formatDifference(size), 'small changes']),
  ];
  return {
    columns: [
      { title: splitTitle(attribute), align: 'left' },
      { title: 'Change', align: 'right' },
      { title: 'Because', align: 'left' },
    ],
    rows: rows.length < 2 ? rows : [...rows, ['Total', formatDifference(sizeOf(view.causes.change)), '']],
  };
}
