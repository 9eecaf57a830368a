import type { App } from '@slack/bolt';
import type { SlackContext } from '../context.ts';
import { directMessage } from './direct-message.ts';
import { homeOpened } from './home-opened.ts';
import { mention } from './mention.ts';

export function registerEvents(app: App, context: SlackContext): void {
  app.event('app_mention', mention(context));
  app.event('app_home_opened', homeOpened(context));
  app.event('message', directMessage(context));
}
