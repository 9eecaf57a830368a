import { formatDifference } from '#show/format-figures.ts';
import type { AnswerTable } from '#show/text-table.ts';
import { becauseOf } from './because.ts';
import { sizeOf } from './lead-cause.ts';
import type { CausesBy, WhyView } from './view.ts';
import { largestOf, nameOf, shownContributors } from './words.ts';

/** What changed, by how much, and because of what: the largest contributors of `split`, the others as one row, and the total. */
export function changeTable(view: Pick<WhyView, 'causes' | 'isEveryChangeShown'>, { attribute, contributors }: CausesBy): AnswerTable {
  const { listed, others } = largestOf(contributors, shownContributors(view));
  const kind = attribute === 'key' || attribute === 'project' ? ` (${attribute})` : '';
  const rows = [
    ...listed.map(one => [`${nameOf(one)}${kind}`, formatDifference(sizeOf(one)), becauseOf(one, attribute).short]),
    ...others.map(({ name, size }) => [name, formatDifference(size), 'small changes']),
  ];
  return {
    columns: [
      { title: 'What', align: 'left' },
      { title: 'Change', align: 'right' },
      { title: 'Because', align: 'left' },
    ],
    rows: rows.length < 2 ? rows : [...rows, ['Total', formatDifference(sizeOf(view.causes.change)), '']],
  };
}
