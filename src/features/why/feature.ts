import { notForThem } from '../access/asker.ts';
import type { Feature } from '../feature.ts';
import { whyMessage } from './blocks.ts';
import { whyJson } from './json.ts';
import { whyText } from './text.ts';
import { type WhyView, withoutPeople } from './view.ts';
import { type AskedWhy, readWhy, why } from './why.ts';

export const whyFeature: Feature<AskedWhy, WhyView> = {
  help: () => [{ question: 'why yesterday', meaning: 'what made it cost more or less: which key, model or project, and why' }],
  parse: readWhy,
  async answer(parts, asked, { within }, now) {
    return { ...(await why(parts, asked, now, within)), ...(asked.isEveryChangeShown ? { isEveryChangeShown: true } : {}) };
  },
  mayRead: (view, asker) => (view.namesPeople && !asker.maySeePeople ? notForThem(asker, 'why') : true),
  // The person sharing may see people; the channel may not.
  blocks: (view, reader) => whyMessage(reader.maySeePeople && reader.sharedBy === undefined ? view : withoutPeople(view), reader),
  ...{ text: whyText, json: whyJson },
  isShareable: true,
};
