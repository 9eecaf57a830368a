import type { AnswerView } from '../ask/view.ts';
import { answerTable } from './answer-table.ts';
import { mrkdwnName } from './escape.ts';
import { formatBasis } from './format.ts';
import { changeSentence, headline } from './headline.ts';
import { withinNote } from './notes.ts';

/**
 * An answer in a few lines of mrkdwn, for notifications, for screen readers, and for when Slack refuses its blocks: the
 * figure, its change, how the question was read, and the largest parts.
 */
export function answerFallback(view: AnswerView): string {
  const basis = view.query.metric === 'cost' ? ` (${formatBasis(view.basis)})` : '';
  return inMrkdwn([`${headline(view)}${basis}: ${view.readAs}`, changeSentence(view), ...withinNote(view.within), ...answerLines(view)]);
}

/** The parts of an answer as words, the top five and what is left: `gpt-4o: $200.10, 49 %`. */
export function answerLines(view: AnswerView): string[] {
  const table = answerTable(view, 6, 60);
  if (table === null) return [];
  const names = table.columns.filter(({ align }) => align === 'left').length;
  return table.rows.map(row => `${row.slice(0, names).filter(Boolean).join(', ')}: ${row.slice(names, names + 3).join(', ')}`);
}

/** Lines for a place where Slack formats; nothing in them does. */
export function inMrkdwn(lines: readonly string[]): string {
  return lines.map(mrkdwnName).join('\n');
}
