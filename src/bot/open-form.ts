import type { BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Form } from '#features/setup/form.ts';
import { type FormMeant, formMeantBy, formView } from '#show/blocks/form.ts';
import { failureMessage, problemMessage } from '#show/blocks/plain-replies.ts';
import { admitted } from './admitted.ts';
import { answerPosted } from './answer-asked.ts';
import { failureOf } from './answer-of.ts';
import { askerOf, type SlackContext } from './context.ts';
import type { Colleague } from './people.ts';
import { openMessage, pressed, tellPresser } from './pressed-button.ts';

/** A button that opens a form for admins; everyone else is told who may. Submitting the form checks again. */
export function openForm(context: SlackContext) {
  return async ({ ack, body, action, respond }: SlackActionMiddlewareArgs<BlockAction<ButtonAction>>): Promise<void> => {
    await ack();
    const { slackUserId, channelId } = pressed(body, action);
    const person = await admitted(context, slackUserId, tellPresser(context, { slackUserId, channelId, respond }));
    if (person === null) return;
    const meant = formMeantBy(action.action_id);
    const form = context.forms.find(({ id }) => id === meant.id);
    if (form === undefined || !person.isAdmin) {
      await answerPosted(context, person, { text: 'settings', slackUserId, channelId: slackUserId, threadTs: null, isPublic: false });
      return;
    }
    await showForm(context, person, { form, meant, slackUserId, channelId, triggerId: body.trigger_id });
  };
}

interface Opening {
  readonly form: Form;
  readonly meant: FormMeant;
  readonly slackUserId: string;
  readonly channelId: string;
  readonly triggerId: string;
}

/** Shows the form with what it changes and the channel it was opened from, or why it cannot be shown. */
async function showForm(context: SlackContext, person: Colleague, opening: Opening): Promise<void> {
  const { form, meant, slackUserId, channelId, triggerId } = opening;
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
