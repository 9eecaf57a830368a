import { formatDays } from '#core/time/format-day.ts';
import { button, maxValueLength } from '#show/blocks/buttons.ts';
import { type Message, words } from '#show/blocks/message.ts';
import { context, header, inMrkdwn, section, sharedNote } from '#show/blocks/text-blocks.ts';
import type { Reader } from '../access/asker.ts';
import type { WhyView } from './view.ts';
import { changeHeadline, changeSummary, contributorLines, splitTitle, whyNotes } from './words.ts';

const listedContributors = 5;

type WhyOptions = Pick<Reader, 'canShare' | 'sharedBy'>;

/** `/spend why`: the change, its largest contributors in each split, and buttons for follow-up questions. */
export function whyMessage(view: WhyView, options: WhyOptions): Message {
  const splits = view.causes.by
    .map(({ attribute, contributors }) => ({ title: splitTitle(attribute), lines: contributorLines(contributors, listedContributors) }))
    .filter(({ lines }) => lines.length > 0);
  return {
    text: inMrkdwn([changeHeadline(view), ...changeSummary(view).split('\n'), ...(splits[0]?.lines ?? [])]),
    parts: [
      words(header(changeHeadline(view))),
      words(section(changeSummary(view))),
      ...splits.map(({ title, lines }) => words(section([title, ...lines].join('\n')))),
      words(context(whyNotes(view))),
      ...(options.sharedBy === undefined ? [] : [sharedNote(options.sharedBy)]),
      ...buttonsOf(view, options),
    ],
  };
}

function buttonsOf({ from, to, scope, readAs }: WhyView, { canShare }: WhyOptions) {
  const days = formatDays(from, to);
  const elements = [
    button('ask:by-model', 'By model', `by model ${days} ${scope}`.trim()),
    button('ask:by-project', 'By project', `by project ${days} ${scope}`.trim()),
    ...(from === to ? [button('ask:why-versus', 'Against a week before', `why ${days} ${scope} vs last week`.replace(/ {2,}/, ' '))] : []),
    button('ask:why-week', 'Why last week', `why last week ${scope}`.trim()),
    button('ask:why-month', 'Why this month', `why this month ${scope}`.trim()),
    ...(canShare ? [button('share', 'Share in channel', `why ${readAs}`)] : []),
  ].filter(({ value }) => (value ?? '').length <= maxValueLength);
  return elements.length === 0 ? [] : [words({ type: 'actions' as const, elements })];
}
