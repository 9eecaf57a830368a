import type { SlackOptionsMiddlewareArgs } from '@slack/bolt';
import type { Form } from '#features/setup/form.ts';
import { type FormMeant, formMeantBy, formView, menuLimits, slackOption } from '#show/blocks/form.ts';
import { failureMessage, problemMessage } from '#show/blocks/plain-replies.ts';
import { admitted } from './admitted.ts';
import { answerPosted } from './answer-asked.ts';
import { failureOf } from './answer-of.ts';
import { askerOf, type SlackContext } from './context.ts';
import type { Colleague } from './people.ts';
import { openMessage, type Pressed } from './pressed-button.ts';
import { directly } from './tell.ts';

/** A button that opens a form for admins; everyone else is told who may. Submitting the form checks again. */
export async function openForm(context: SlackContext, person: Colleague, press: Pressed): Promise<void> {
  const { slackUserId } = press;
  const meant = formMeantBy(press.actionId);
  const form = context.forms.find(({ id }) => id === meant.id);
  if (form !== undefined && person.isAdmin) await showForm(context, person, form, meant, press);
  else await answerPosted(context, person, { text: 'settings', slackUserId, channelId: slackUserId, isPublic: false });
}

/** Shows the form with what it changes and the channel it was opened from, or why it cannot be shown. */
async function showForm(context: SlackContext, person: Colleague, form: Form, meant: FormMeant, press: Pressed): Promise<void> {
  const { slackUserId, channelId, triggerId } = press;
  const { parts, clock, client, logger } = context;
  const { number } = meant;
  try {
    const asker = await askerOf(context, person, { slackUserId, channelId, isPublic: false });
    const holds = await form.holds(parts, { asker, timeZone: person.timeZone, number }, clock());
    if ('problem' in holds) return await openMessage(context, triggerId, problemMessage(holds));
    const { filled } = holds;
    const shown = { title: form.title(number), submit: form.submit, fields: form.fields(number !== null), filled };
    await client.views.open({ trigger_id: triggerId, view: formView({ meant, ...shown, channelId }) });
  } catch (error) {
    await openMessage(context, triggerId, failureMessage(failureOf(error, 'The form', logger)));
  }
}

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
