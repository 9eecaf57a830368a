import type { webApi } from '@slack/bolt';
import type { Logger } from '#log.ts';
import type { Answers } from './answers.ts';
import type { Once } from './once.ts';
import type { People } from './people.ts';

/** What the listeners share. */
export interface SlackContext {
  readonly answers: Answers;
  readonly people: People;
  /** Looks things up and uploads; tries again. */
  readonly client: webApi.WebClient;
  /** Posts; never tries again by itself. */
  readonly poster: webApi.WebClient;
  /** Which answers were shared, so that pressing twice posts once. */
  readonly shared: Once;
  /** Which events came, by their ids: Slack sends one again when it heard nothing in time. */
  readonly events: Once;
  /** Aborts when the bot stops. */
  readonly stopping: AbortSignal;
  readonly logger: Logger;
}
