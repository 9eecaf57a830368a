import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { SlackContext } from '../context.ts';
import { askAgain } from './ask-again.ts';
import { share } from './share.ts';

export function registerActions(app: App, context: SlackContext): void {
  app.action<BlockAction<ButtonAction>>({ type: 'block_actions', action_id: /^ask:/ }, askAgain(context));
  app.action<BlockAction<ButtonAction>>({ type: 'block_actions', action_id: 'share' }, share(context));
}
