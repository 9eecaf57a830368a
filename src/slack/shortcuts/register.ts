import type { App, GlobalShortcut, MessageShortcut } from '@slack/bolt';
import type { SlackContext } from '../context.ts';
import { askShortcut } from './ask.ts';

export function registerShortcuts(app: App, context: SlackContext): void {
  const ask = askShortcut(context);
  app.shortcut<GlobalShortcut>({ type: 'shortcut', callback_id: 'ask_spend' }, ask);
  app.shortcut<MessageShortcut>({ type: 'message_action', callback_id: 'ask_spend_about_message' }, ask);
}
