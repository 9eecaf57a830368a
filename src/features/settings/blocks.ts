import type { Button } from '@slack/types';
import { button } from '#show/blocks/buttons.ts';
import { type Message, words } from '#show/blocks/message.ts';
import { channelLink, context, header, inMrkdwn, personLink, prose, withChannelLinks } from '#show/blocks/text-blocks.ts';
import { shorten, shortenMrkdwn } from '#show/shorten.ts';
import type { SettingsView } from './view.ts';
import { type SettingsWriter, settingsSections } from './words.ts';

/** Buttons that open forms. */
export const formButtons: readonly Button[] = [
  button('form:scope', 'What a channel shows', 'settings'),
  button('form:budget', 'New budget', 'budget'),
  button('form:alert', 'New alert', 'alerts'),
  button('form:digest', 'New digest', 'digest'),
];

/** Turns ids into Slack links, which show as names. Anything else is outside text, so it is escaped. */
const writer: SettingsWriter = {
  person: personLink,
  channel: channelLink,
  words: text => withChannelLinks(shorten(text, 300)),
};

/** `/spend settings`, which only admins see. */
export function settingsMessage(view: SettingsView): Message {
  const sections = settingsSections(view, writer);
  return {
    text: inMrkdwn([view.done ?? 'Settings of spendbot', view.peopleVisible === 'everyone' ? 'Everyone sees people' : 'Admins see people']),
    parts: [
      words(header('Settings')),
      ...(view.done === null ? [] : [words(prose(view.done))]),
      ...sections.map(({ title, lines }) =>
        words({ type: 'section', text: { type: 'mrkdwn', text: shortenMrkdwn(`*${title}*\n${lines.join('\n')}`, 3000) } }),
      ),
      words(
        context([
          'SPEND_PEOPLE_VISIBLE and SPEND_ADMINS are set where spendbot runs',
          'To bind a channel: /spend settings scope this channel to project Search · scope this channel clear',
        ]),
      ),
      words({ type: 'actions', elements: [...formButtons] }),
    ],
  };
}
