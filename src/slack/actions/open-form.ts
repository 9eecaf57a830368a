import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { formPrefix, formView } from '#show/blocks/form.ts';
import { forms } from '../../render/forms.ts';
import { answerPosted } from '../answer-posted.ts';
import type { SlackContext } from '../context.ts';

/** A button that opens a form, for admins; everyone else is told whose it is. What the form does is checked again when it is sent. */
export function openForm(context: SlackContext) {
  return async ({ ack, body, action }: SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const slackUserId = body.user.id;
    const form = forms.find(({ id }) => action.action_id === `${formPrefix}${id}`);
    if (form === undefined || !(await context.people.isAdmin(slackUserId))) {
      await answerPosted(context, { text: 'settings', slackUserId, channelId: slackUserId, threadTs: null, isPublic: false });
      return;
    }
    try {
      const timeZone = await context.people.timeZoneOf(slackUserId);
      await context.client.views.open({ trigger_id: body.trigger_id, view: formView(form, timeZone) });
    } catch (error) {
      context.logger.error({ err: error, slackUserId, form: form.id }, 'A form could not be opened');
    }
  };
}
