import type { Metric } from '#core/usage/dimensions.ts';
import { inMrkdwn } from '#show/blocks/text-blocks.ts';
import { formatBasis } from '#show/format.ts';
import { withinNote } from '#show/phrases.ts';
import { answerTable } from './answer-table.ts';
import { changeSentence, headline } from './headline.ts';
import type { AnswerView } from './view.ts';

/**
 * An answer in a few lines of mrkdwn, for notifications, screen readers, and messages whose blocks Slack rejects: the
 * figure, its change, how the question was read, and the largest parts.
 */
export function answerFallback(view: AnswerView): string {
  const basis = view.query.metric === 'cost' ? ` (${formatBasis(view.basis)})` : '';
  return inMrkdwn([`${headline(view)}${basis}: ${view.readAs}`, changeSentence(view), ...withinNote(view.within), ...answerLines(view)]);
}

/** The top five groups of an answer and the rest, a line each: `gpt-4o: $200.10, 49 %, 9,000 requests`. */
export function answerLines(view: AnswerView): string[] {
  const table = answerTable(view, 6, 60);
  if (table === null) return [];
  const names = table.columns.filter(({ align }) => align === 'left').length;
  return table.rows.map(row => `${row.slice(0, names).filter(Boolean).join(', ')}: ${figuresOf(row.slice(names), view.query.metric)}`);
}

/** The asked metric first, with its share. Unknown figures are left out. */
function figuresOf([cost = '', share = '', requests = '–', input = '–', output = '–']: readonly string[], metric: Metric): string {
  const counted = (count: string, noun: string) => (count === '–' ? [] : [`${count} ${noun}${count === '1' ? '' : 's'}`]);
  switch (metric) {
    case 'cost':
      return [cost, share, ...counted(requests, 'request')].join(', ');
    case 'requests':
      return [...counted(requests, 'request'), share, cost].join(', ');
    case 'tokens':
      return [...counted(input, 'input token'), ...counted(output, 'output token'), share, cost].join(', ');
  }
}
