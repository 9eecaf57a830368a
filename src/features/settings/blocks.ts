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
          'Whoever runs spendbot sets who can see people and who else is an admin (SPEND_PEOPLE_VISIBLE, SPEND_ADMINS)',
          '“What a channel shows” limits a channel to a project, a model or a mix, or lets it show everything again',
        ]),
      ),
      words({ type: 'actions', elements: [...formButtons] }),
    ],
  };
}
