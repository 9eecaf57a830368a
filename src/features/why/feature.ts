import { notForThem } from '../access/asker.ts';
import type { AskedScope } from '../access/read-scope.ts';
import type { Feature } from '../feature.ts';
import { whyMessage } from './blocks.ts';
import { whyJson } from './json.ts';
import { whyText } from './text.ts';
import { type WhyView, withoutPeople } from './view.ts';
import { readWhy, why } from './why.ts';

export const whyFeature: Feature<AskedScope, WhyView> = {
  help: () => [{ question: 'why yesterday', meaning: 'what made it cost more or less: which key, model or project, and because of what' }],
  parse: readWhy,
  answer: (parts, asked, { within }, now) => why(parts, asked, now, within),
  mayRead: (view, asker) => (view.namesPeople && !asker.maySeePeople ? notForThem(asker, 'why') : true),
  // The person sharing may see people; the channel may not.
  blocks: (view, reader) => whyMessage(reader.maySeePeople && reader.sharedBy === undefined ? view : withoutPeople(view), reader),
  ...{ text: whyText, json: whyJson },
  isShareable: true,
};
