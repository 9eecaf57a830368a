import type { Feature } from '../feature.ts';
import { helpMessage } from './blocks.ts';
import { type HelpView, help, helpText } from './help.ts';

/** `help`: what can be asked. Shows no figures. */
export const helpFeature: Feature<object, HelpView> = {
  parse: rest => (rest === '' ? {} : null),
  answer: (parts, _request, { within }, now) => help(parts, now, within),
  inScope: view => view,
  ...{ blocks: helpMessage, text: helpText },
};
