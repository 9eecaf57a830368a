import type { Feature } from '../feature.ts';
import { statusMessage } from './blocks.ts';
import { status } from './status.ts';
import { statusText } from './text.ts';
import type { StatusView } from './view.ts';

/** `status`: the state of collections, jobs and messages. Shows no figures. */
export const statusFeature: Feature<object, StatusView> = {
  help: () => [{ question: 'status', meaning: 'what was collected, and what failed' }],
  parse: rest => (rest === '' ? {} : null),
  answer: (parts, _request, _asker, now) => status(parts, now),
  inScope: view => view,
  ...{ blocks: statusMessage, text: statusText },
};
