import { drawTable } from '#show/text-table.ts';
import { answerTable } from './answer-table.ts';
import { changeSentence, headline, todaySentence } from './headline.ts';
import { answerNotes } from './notes.ts';
import type { AnswerView } from './view.ts';

/** An answer for a terminal. */
export function answerText(view: AnswerView): string[] {
  const table = answerTable(view, Number.POSITIVE_INFINITY, 60);
  const today = todaySentence(view);
  return [
    `${headline(view)}  ${changeSentence(view)}`,
    ...(today === null ? [] : [today]),
    ...(table === null ? [] : [drawTable(table.columns, table.rows)]),
    ...answerNotes(view),
  ];
}
