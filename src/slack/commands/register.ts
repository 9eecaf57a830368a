import type { App } from '@slack/bolt';
import type { SlackContext } from '../context.ts';
import { spendCommand } from './spend.ts';

export function registerCommands(app: App, context: SlackContext): void {
  app.command('/spend', spendCommand(context));
}
