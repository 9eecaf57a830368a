import { type Feature, posted } from '../feature.ts';
import { channelCardMessage } from '../welcome/blocks.ts';
import { pressCard } from '../welcome/press-card.ts';
import type { ChannelCardView } from '../welcome/view.ts';
import { cardHeadline, cardPicture } from '../welcome/words.ts';
import { helpMessage } from './blocks.ts';
import { type BriefView, type HelpView, help } from './help.ts';
import { type HelpRequest, readHelp } from './read-help.ts';
import { helpText } from './text.ts';

/** `help`, `help budget`: what can be asked. Shows no figures. The card of a channel that spendbot is invited to is its introduction there. */
export const helpFeature: Feature<HelpRequest, HelpView | BriefView> = {
  parse: readHelp,
  answer: async (parts, request, { within }, now) => ('kind' in request ? request : help(parts, now, within, request.topic)),
  inScope: view => view,
  ...{ blocks: helpMessage, text: helpText },
  actions: [{ prefix: 'card:', act: pressCard }],
  posts: [
    posted<ChannelCardView>('channel card', (view, peopleVisible) => ({
      title: cardHeadline,
      chart: cardPicture(view),
      message: picture => channelCardMessage(view, picture),
      ...(view.week.namesPeople && peopleVisible === 'admins' ? { withheld: 'a card about single people or keys' } : {}),
    })),
  ],
};
