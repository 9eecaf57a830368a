import { webApi } from '@slack/bolt';
import type { Logger } from '#log.ts';
import type { SlackConfig } from './bolt.ts';
import { boltLogger } from './bolt-logger.ts';
import { clientOptions, postingClient } from './clients.ts';
import { createMessenger, type Messenger } from './messenger.ts';

/** Slack for a process that only posts: nothing is received, and no connection held. */
export function openMessenger({ botToken, apiUrl }: SlackConfig, logger: Logger): Messenger {
  const options = clientOptions(apiUrl, boltLogger(logger));
  return createMessenger({ client: new webApi.WebClient(botToken, options), poster: postingClient(botToken, options), logger });
}
