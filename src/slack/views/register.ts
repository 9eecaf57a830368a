import type { App, ViewSubmitAction } from '@slack/bolt';
import { askViewId } from '../../render/blocks/ask-view.ts';
import type { SlackContext } from '../context.ts';
import { askSubmitted } from './ask-submitted.ts';
import { formSubmitted } from './form-submitted.ts';

export function registerViews(app: App, context: SlackContext): void {
  app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: askViewId }, askSubmitted(context));
  app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: /^form:/ }, formSubmitted(context));
}
