import { addDays, daysBetween, firstOfMonth } from '#core/time/day.ts';
import { formatDays } from '#core/time/format-day.ts';
import { unitHolding } from '#core/time/period.ts';
import { button, maxValueLength } from '#show/blocks/buttons.ts';
import { type Message, words } from '#show/blocks/message.ts';
import { tablePart } from '#show/blocks/table-block.ts';
import { context, header, inMrkdwn, section, sharedNote } from '#show/blocks/text-blocks.ts';
import type { Reader } from '../access/asker.ts';
import { inCents } from '../verdict/in-cents.ts';
import { changeTable } from './table.ts';
import { type WhyView, withShortNames } from './view.ts';
import { everyChange } from './why.ts';
import {
  causeSentence,
  contributorLines,
  foldsChanges,
  incompleteNote,
  leadSplit,
  shownContributors,
  splitLine,
  whyNotes,
  whyVerdict,
} from './words.ts';

type WhyOptions = Pick<Reader, 'canShare' | 'sharedBy'>;

/** `/spend why`: the change and its cause in a sentence each, a table of the largest changes, and the other splits in a line each. */
export function whyMessage(asked: WhyView, options: WhyOptions): Message {
  const view = { ...asked, causes: inCents(asked.causes) };
  const told = withShortNames(view);
  const cause = [causeSentence(told), ...incompleteNote(view)].filter(line => line !== '');
  const split = leadSplit(view);
  const ofTold = leadSplit(told);
  const others = told.causes.by.filter(other => other !== ofTold).flatMap(other => splitLine(told, other) ?? []);
  return {
    text: inMrkdwn([whyVerdict(view), ...cause, ...(ofTold === null ? [] : contributorLines(ofTold, shownContributors(view)))]),
    parts: [
      words(header(whyVerdict(view))),
      ...(cause.length === 0 ? [] : [words(section(cause.join('\n')))]),
      ...(split === null ? [] : [tablePart(changeTable(view, split), `spendbot why ${everyChange} lists them`)]),
      ...(others.length === 0 ? [] : [words(section(others.join('\n')))]),
      words(context(whyNotes(view))),
      ...(options.sharedBy === undefined ? [] : [sharedNote(options.sharedBy)]),
      ...buttonsOf(view, options),
    ],
  };
}

function versusQuestion(days: string, scope: string, other: string): string {
  return `why ${days} ${scope} vs ${other}`.replace(/ {2,}/, ' ');
}

/** None asks what this answers. */
function buttonsOf(view: WhyView, { canShare }: WhyOptions) {
  const { from, to, today, previous, scope, readAs, isEveryChangeShown } = view;
  const days = formatDays(from, to);
  const thisWeek = unitHolding('week', today).from;
  const isLastWeek = from === addDays(thisWeek, -7) && to === addDays(thisWeek, -1);
  const isThisMonth = from === firstOfMonth(today) && addDays(to, 1) >= today;
  const isAgainstWeekday = daysBetween(previous.from, from) === 7;
  const other = addDays(from, isAgainstWeekday ? -1 : -7);
  const elements = [
    ...(foldsChanges(view) ? [button('ask:all-changes', 'All changes', `why ${everyChange} ${readAs}`)] : []),
    button('ask:by-model', 'By model', `by model ${days} ${scope}`.trim()),
    button('ask:by-project', 'By project', `by project ${days} ${scope}`.trim()),
    ...(from === to
      ? [
          button(
            'ask:why-versus',
            isAgainstWeekday ? 'vs the day before' : 'vs last week',
            versusQuestion(days, scope, formatDays(other, other)),
          ),
        ]
      : []),
    ...(isLastWeek ? [] : [button('ask:why-week', 'Why last week', `why last week ${scope}`.trim())]),
    ...(isThisMonth ? [] : [button('ask:why-month', 'Why this month', `why this month ${scope}`.trim())]),
    ...(canShare ? [button('share', 'Share in channel', `why ${isEveryChangeShown ? `${everyChange} ` : ''}${readAs}`)] : []),
  ].filter(({ value }) => (value ?? '').length <= maxValueLength);
  return elements.length === 0 ? [] : [words({ type: 'actions' as const, elements })];
}
