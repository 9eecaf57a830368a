import type { Feature } from '../feature.ts';
import { helpMessage } from './blocks.ts';
import { type BriefView, type HelpView, help, helpText } from './help.ts';
import { type HelpRequest, readHelp } from './read-help.ts';

/** `help`, `help budget`: what can be asked. Shows no figures. */
export const helpFeature: Feature<HelpRequest, HelpView | BriefView> = {
  parse: readHelp,
  answer: async (parts, request, { within }, now) => ('kind' in request ? request : help(parts, now, within, request.topic)),
  inScope: view => view,
  ...{ blocks: helpMessage, text: helpText },
};
