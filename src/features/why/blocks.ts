import { formatDays } from '#core/time/format-day.ts';
import { button, maxValueLength } from '#show/blocks/buttons.ts';
import { type Message, words } from '#show/blocks/message.ts';
import { tablePart } from '#show/blocks/table-block.ts';
import { context, header, inMrkdwn, section, sharedNote } from '#show/blocks/text-blocks.ts';
import type { Reader } from '../access/asker.ts';
import { changeTable } from './table.ts';
import type { WhyView } from './view.ts';
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
export function whyMessage(view: WhyView, options: WhyOptions): Message {
  const cause = [causeSentence(view), ...incompleteNote(view)].filter(line => line !== '');
  const split = leadSplit(view);
  const others = view.causes.by.filter(other => other !== split).flatMap(other => splitLine(view, other) ?? []);
  return {
    text: inMrkdwn([whyVerdict(view), ...cause, ...(split === null ? [] : contributorLines(split, shownContributors(view)))]),
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

function buttonsOf(view: WhyView, { canShare }: WhyOptions) {
  const { from, to, scope, readAs, isEveryChangeShown } = view;
  const days = formatDays(from, to);
  const elements = [
    ...(foldsChanges(view) ? [button('ask:all-changes', 'All changes', `why ${everyChange} ${readAs}`)] : []),
    button('ask:by-model', 'By model', `by model ${days} ${scope}`.trim()),
    button('ask:by-project', 'By project', `by project ${days} ${scope}`.trim()),
    ...(from === to ? [button('ask:why-versus', 'Against a week before', `why ${days} ${scope} vs last week`.replace(/ {2,}/, ' '))] : []),
    button('ask:why-week', 'Why last week', `why last week ${scope}`.trim()),
    button('ask:why-month', 'Why this month', `why this month ${scope}`.trim()),
    ...(canShare ? [button('share', 'Share in channel', `why ${isEveryChangeShown ? `${everyChange} ` : ''}${readAs}`)] : []),
  ].filter(({ value }) => (value ?? '').length <= maxValueLength);
  return elements.length === 0 ? [] : [words({ type: 'actions' as const, elements })];
}
