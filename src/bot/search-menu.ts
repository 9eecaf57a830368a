import type { SlackOptionsMiddlewareArgs } from '@slack/bolt';
import { formMeantBy, menuLimits, slackOption } from '#show/blocks/form.ts';
import { admitted } from './admitted.ts';
import { askerOf, type SlackContext } from './context.ts';
import { directly } from './tell.ts';

/**
 * Answers a search in a form's menu with the options that match. Anyone who may not open the form gets none: options name the company's
 * projects.
 */
export function searchMenu(context: SlackContext) {
  return async ({ ack, body }: SlackOptionsMiddlewareArgs<'block_suggestion'>): Promise<void> => {
    const slackUserId = body.user.id;
    const nothing = () => ack({ options: [] });
    let isTold = false;
    const person = await admitted(context, slackUserId, async refusal => {
      isTold = true;
      await nothing();
      await directly(context, slackUserId)(refusal);
    });
    if (person === null) return isTold ? undefined : nothing();
    const { id, number } = formMeantBy(body.view?.callback_id ?? '');
    const menu = context.forms.find(form => form.id === id)?.menus[body.action_id];
    if (!person.isAdmin || menu === undefined) return nothing();
    const channelId = body.view?.private_metadata ?? '';
    const asker = await askerOf(context, person, { slackUserId, channelId, isPublic: false });
    const options = await menu(context.parts, { asker, timeZone: person.timeZone, number }, body.value, context.clock());
    await ack({ options: options.slice(0, menuLimits.options).map(slackOption) });
  };
}
