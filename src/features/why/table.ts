import { formatDifference } from '#show/format-figures.ts';
import type { AnswerTable } from '#show/text-table.ts';
import { becauseOf } from './because.ts';
import { sizeOf } from './lead-cause.ts';
import type { CausesBy, WhyView } from './view.ts';
import { largestOf, nameOf, shownContributors, splitTitle } from './words.ts';

/** What changed, by how much, and because of what: the `most` largest contributors of a split, the others as one row, and the total. */
export function changeTable(
  { causes }: Pick<WhyView, 'causes'>,
  { attribute, contributors }: CausesBy,
  most = shownContributors,
): AnswerTable {
  const { listed, others } = largestOf(contributors, most);
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
    rows: rows.length < 2 ? rows : [...rows, ['Total', formatDifference(sizeOf(causes.change)), '']],
  };
}
