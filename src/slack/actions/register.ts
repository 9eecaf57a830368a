import type { App, BlockAction, ButtonAction, StaticSelectAction } from '@slack/bolt';
import type { SlackContext } from '../context.ts';
import { askAgain } from './ask-again.ts';
import { incidentAction } from './incident.ts';
import { openForm } from './open-form.ts';
import { share } from './share.ts';

export function registerActions(app: App, context: SlackContext): void {
  app.action<BlockAction<ButtonAction>>({ type: 'block_actions', action_id: /^ask:/ }, askAgain(context));
  app.action<BlockAction<ButtonAction>>({ type: 'block_actions', action_id: 'share' }, share(context));
  app.action<BlockAction<ButtonAction | StaticSelectAction>>({ type: 'block_actions', action_id: /^incident:/ }, incidentAction(context));
  app.action<BlockAction<ButtonAction>>({ type: 'block_actions', action_id: /^form:/ }, openForm(context));
}
