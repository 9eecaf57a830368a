import { button } from '#show/blocks/buttons.ts';
import { type Message, words } from '#show/blocks/message.ts';
import { header, mrkdwnLines, mrkdwnSection, section, withChannelLinks } from '#show/blocks/text-blocks.ts';
import { statusVerdict } from './status-verdict.ts';
import type { StatusView } from './view.ts';
import { statusSections } from './words.ts';

/** `/spend status`: what was collected, what is running, what failed. A message holds 50 blocks, so it lists at most 40 sections. */
export function statusMessage(view: StatusView): Message {
  const verdict = withChannelLinks(statusVerdict(view).words);
  const sections = statusSections(view);
  const shown = sections.slice(0, 40).map(({ title, lines }) => mrkdwnSection([title, ...lines].map(withChannelLinks)));
  const more = sections.length - shown.length;
  return {
    text: mrkdwnLines([
      verdict,
      ...sections.slice(0, 5).map(({ title, lines }) => withChannelLinks([title, ...lines.slice(0, 1)].join(': '))),
    ]),
    parts: [
      words(header('Status')),
      words(mrkdwnSection([verdict])),
      ...shown.map(words),
      ...(more > 0 ? [words(section(`… and ${more} more`))] : []),
      words({ type: 'actions', elements: [button('ask:status', 'Refresh', 'status')] }),
    ],
  };
}
