import type { ActionsBlock, Button, TableBlock } from '@slack/types';
import { lengthInDays } from '#core/time/period.ts';
import { type Dimension, isTimeUnit } from '#core/usage/dimensions.ts';
import { button, maxValueLength } from '#show/blocks/buttons.ts';
import { type Message, type Part, picturePart, type UploadedPicture, words } from '#show/blocks/message.ts';
import { context, firstLines, header, inMrkdwn, section, sharedNote } from '#show/blocks/text-blocks.ts';
import { plainName } from '#show/escape.ts';
import { formatBasis } from '#show/format-figures.ts';
import type { Reader } from '../access/asker.ts';
import { staleWords } from '../verdict/staleness.ts';
import { whyQuestion } from '../verdict/why-question.ts';
import { answerCsv } from './answer-csv.ts';
import { answerTable } from './answer-table.ts';
import { answerTitle, isTitleCut } from './answer-title.ts';
import { answerJson } from './json.ts';
import { nativeChart } from './native-chart.ts';
import { questionText, questionTextFor } from './question-text.ts';
import { type AnswerView, isBeforeData, isWorthACause } from './view.ts';
import { answerLines, answerNotes, changeSentences, comparisonNotes } from './words.ts';

const maxNameLength = 60;
/** Below Slack's limit of 10,000 for a table. */
const maxCharacters = 9000;

type AnswerOptions = Pick<Reader, 'maySeePeople' | 'canShare' | 'picture' | 'sharedBy'>;

/** An answer as a Slack message: the question with its figure, what made the change, a chart, a table, notes, and buttons to ask on. */
export function answerMessage(view: AnswerView, options: AnswerOptions): Message {
  const sentences = answerSentences(view);
  const smallPrint = smallPrintOf(view);
  const buttons = answerButtons(view, options);
  return {
    text: answerFallback(view),
    parts: [
      words(header(answerTitle(view))),
      ...(sentences.length === 0 ? [] : [words(section(sentences.join('\n')))]),
      ...formParts(view, options),
      ...(smallPrint.length === 0 ? [] : [words(context(smallPrint))]),
      ...(options.sharedBy === undefined ? [] : [sharedNote(options.sharedBy)]),
      ...(buttons === null ? [] : [words(buttons)]),
    ],
  };
}

/** That it is out of date, what made the change, and what the figure lacks. */
function answerSentences(view: AnswerView): string[] {
  return [...staleWords(view), ...changeSentences(view), ...answerNotes(view).warnings];
}

/** At most three lines: what it is compared with, where the figure comes from, and the question where the title has no room for it. */
function smallPrintOf(view: AnswerView): string[] {
  const lines = [comparisonNotes(view), answerNotes(view).notes, isTitleCut(view) ? [`Read as: ${view.readAs}`] : []];
  return lines.filter(notes => notes.length > 0).map(notes => notes.join(' · '));
}

/** An answer in a few lines of mrkdwn, for notifications, screen readers, and messages whose blocks Slack rejects. */
function answerFallback(view: AnswerView): string {
  const basis = view.query.metric === 'cost' ? ` (${formatBasis(view.basis)})` : '';
  return inMrkdwn([`${answerTitle(view)}${basis}`, ...answerSentences(view), ...comparisonNotes(view), ...answerLines(view)]);
}

/** The parts that the question's form asks for; by default the chart and the table. */
function formParts(view: AnswerView, options: AnswerOptions): Part[] {
  switch (view.query.form) {
    case 'csv':
      return [words(firstLines(answerCsv(view)))];
    case 'json':
      return [words(firstLines(JSON.stringify(answerJson(view), null, 2)))];
    case 'chart':
      return chartPart(view, options.picture ?? null);
    case 'table':
      return tablePart(view);
    case 'default':
      return [...chartPart(view, options.picture ?? null), ...tablePart(view)];
  }
}

/** The uploaded picture, or else Slack's own chart if there is anything to draw, with `title` if it is of a message that says more than it. */
export function chartPart(view: AnswerView, picture: UploadedPicture | null, title: string | null = null): Part[] {
  if (picture) return [picturePart(picture)];
  const chart = nativeChart(view, title);
  return chart === null ? [] : [{ role: 'chart', block: chart }];
}

function tablePart(view: AnswerView): Part[] {
  const table = answerTable(view, rowLimit(view), nameLength(view));
  if (table === null) return [];
  const isTime = view.query.by.every(isTimeUnit) && view.query.by.length > 0;
  const lines = [table.columns.map(({ title }) => title), ...table.rows];
  const block: TableBlock = {
    type: 'table',
    // A day broken in two lines is harder to read than a wide column.
    column_settings: table.columns.map(({ align }) => (align === 'left' ? { align, is_wrapped: !isTime } : { align })),
    rows: lines.map(line => line.map(cell => ({ type: 'raw_text', text: plainName(cell) || ' ' }))),
  };
  return [{ role: 'table', block, instead: section(answerLines(view).join('\n')) }];
}

/** A month by day is listed in full; other splits list the top ten, or more if the question asks for more. */
function rowLimit(view: AnswerView): number {
  const { query } = view;
  if (query.by.some(isTimeUnit)) return 31;
  return Math.min(Math.max(10, query.top ?? 0), mostRows(view));
}

/** As many rows as Slack takes characters for. */
function mostRows(view: AnswerView): number {
  return Math.min(80, Math.floor(maxCharacters / (view.query.by.length * nameLength(view) + 60)));
}

function nameLength({ query }: AnswerView): number {
  return query.by.length < 2 ? maxNameLength : 40;
}

/** Lists the rows that a table rolls up; those too many for Slack as CSV. Null if all are listed. */
function allButton(view: AnswerView, asked: (question: string) => string): Button | null {
  const { query, groupCount } = view;
  const isTable = query.form === 'default' || query.form === 'table';
  // One more than the limit is listed, too.
  if (!isTable || query.by.length === 0 || groupCount <= rowLimit(view) + 1) return null;
  const isListable = groupCount <= mostRows(view) && !query.by.some(isTimeUnit);
  if (!isListable) return button('ask:all', 'All as CSV', asked(questionText({ ...query, top: null, form: 'csv' })));
  return button('ask:all', `All ${groupCount}`, asked(questionText({ ...query, top: groupCount })));
}

/**
 * Buttons that ask by another dimension or period, and one to share. None asks what this answers, and questions too long for a button
 * get none; null if none is left.
 */
function answerButtons(view: AnswerView, { maySeePeople, canShare }: AnswerOptions): ActionsBlock | null {
  const { query } = view;
  const isOwn = view.within?.isOwn ?? false;
  const asked = (question: string) => (isOwn ? `me ${question}` : question);
  const all = allButton(view, asked);
  const buttons = [
    ...(all === null ? [] : [all]),
    ...whyButton(view),
    ...(isBeforeData(view) ? [] : splitButtons(view, asked, maySeePeople && !isOwn)),
    ...(isLast(view, 7) ? [] : [button('ask:7-days', '7 days', asked(questionTextFor(query, 'last 7d')))]),
    ...(isLast(view, 30) ? [] : [button('ask:30-days', '30 days', asked(questionTextFor(query, 'last 30d')))]),
    ...(canShare ? [button('share', 'Share in channel', asked(questionText(query)))] : []),
  ].filter(
    ({ action_id, value = '' }) => value.length <= maxValueLength && (action_id === 'share' || value !== asked(questionText(query))),
  );
  return buttons.length === 0 ? null : { type: 'actions', elements: buttons };
}

/** Asks for the cause of a change that is worth one, and of a day that was not usual. */
function whyButton(view: AnswerView): Button[] {
  const { query, previous, usualDay, within } = view;
  const isWorthIt = usualDay === undefined ? isWorthACause(previous) : usualDay.movers.length > 0;
  if (query.metric !== 'cost' || within?.isOwn || !isWorthIt) return [];
  return [button('ask:why', 'Why?', whyQuestion(query.period, query.versus, query.filters))];
}

function splitButtons({ query }: AnswerView, asked: (question: string) => string, offersPeople: boolean): Button[] {
  const by = (dimension: Dimension) => questionText({ ...query, by: [dimension], top: null });
  return [
    button('ask:by-model', 'By model', asked(by('model'))),
    button('ask:by-project', 'By project', asked(by('project'))),
    ...(offersPeople ? [button('ask:by-user', 'By person', by('user'))] : []),
  ];
}

/** Whether an answer is about the last `days` full days. */
function isLast({ query: { period, versus }, todaySoFar }: AnswerView, days: number): boolean {
  return todaySoFar !== null && versus === null && lengthInDays(period) === days;
}
