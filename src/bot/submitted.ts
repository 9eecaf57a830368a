import type { SlackViewMiddlewareArgs, ViewStateValue, ViewSubmitAction } from '@slack/bolt';
import { readableMentions } from '#core/query/readable-mentions.ts';
import { answerTyped } from '#features/answer-typed.ts';
import { type Form, type FormValues, formDoneView, formPrefix } from '#show/blocks/form.ts';
import type { ProblemView } from '#show/plain-views.ts';
import { shorten } from '#show/shorten.ts';
import { admitted } from './admitted.ts';
import { answerInView, working } from './answer-asked.ts';
import { failureOf } from './answer-of.ts';
import { askView, questionInput } from './ask-form.ts';
import { typedText } from './commands.ts';
import { askerOf, type SlackContext } from './context.ts';
import type { Colleague } from './people.ts';

const longestError = 200;

/** Runs the form's command. A problem shows beside the field it is about; otherwise the form shows the new state. */
export function formSubmitted(context: SlackContext) {
  return async ({ ack, body, view }: SlackViewMiddlewareArgs<ViewSubmitAction>): Promise<void> => {
    const form = context.forms.find(({ id }) => view.callback_id === `${formPrefix}${id}`);
    if (form === undefined) return ack();
    const values = valuesOf(view.state.values);
    const slackUserId = body.user.id;
    const person = await admittedToForm(context, slackUserId, ack, firstField(form));
    if (person === null) return;
    try {
      const asker = await askerOf(context, person, { slackUserId, channelId: slackUserId, isPublic: false });
      const { problem, blocks } = await answerTyped(context.parts, form.command(values), asker, context.clock(), context.measure);
      if (problem !== null)
        return ack({ response_action: 'errors', errors: { [fieldOf(form, values, readableMentions(problem.problem))]: errorOf(problem) } });
      await ack({ response_action: 'update', view: formDoneView(form, blocks({ ...asker, canShare: false })) });
    } catch (error) {
      const { what } = failureOf(error, 'The form', context.logger);
      await ack({ response_action: 'errors', errors: { [firstField(form)]: shorten(what, longestError) } });
    }
  };
}

type Acknowledge = SlackViewMiddlewareArgs<ViewSubmitAction>['ack'];

/** The person, if they may ask. Otherwise the form says why beside `field`, or closes if they were told today. */
async function admittedToForm(context: SlackContext, slackUserId: string, ack: Acknowledge, field: string): Promise<Colleague | null> {
  let isTold = false;
  const person = await admitted(context, slackUserId, async text => {
    isTold = true;
    await ack({ response_action: 'errors', errors: { [field]: text } });
  });
  if (person === null && !isTold) await ack();
  return person;
}

function valuesOf(state: ViewSubmitAction['view']['state']['values']): FormValues {
  const filled = Object.entries(state).flatMap(([id, elements]) => {
    const value = chosenIn(elements[id]);
    return value === null ? [] : [[id, value] as const];
  });
  return Object.fromEntries(filled);
}

/** Null if the field is empty. */
function chosenIn(element: ViewStateValue | undefined): string | null {
  const value =
    element?.value ??
    element?.selected_option?.value ??
    element?.selected_conversation ??
    element?.selected_channel ??
    element?.selected_time;
  return value?.trim() || null;
}

/** The field whose text the problem quotes, or that it is about; otherwise the first. */
function fieldOf(form: Form, values: FormValues, problem: string): string {
  const quoted = /`([^`]+)`/.exec(problem)?.[1]?.toLowerCase() ?? '';
  const fields = form.fields('UTC');
  const named = fields.find(({ id, kind }) => kind === 'text' && quoted !== '' && isPartOf(values[id]?.toLowerCase() ?? '', quoted));
  return (named ?? fields.find(({ about }) => about?.test(problem)))?.id ?? firstField(form);
}

function isPartOf(value: string, quoted: string): boolean {
  return value !== '' && (value.includes(quoted) || quoted.includes(value));
}

function firstField(form: Form): string {
  return form.fields('UTC')[0]?.id ?? '';
}

function errorOf({ problem, suggestion }: ProblemView): string {
  const words = suggestion === null || problem.includes(suggestion) ? problem : `${problem} Try: ${suggestion}`;
  // Slack formats nothing beside a field.
  return shorten(readableMentions(words).replace(/`([^`]+)`/g, '“$1”'), longestError);
}

/** Keeps the form open: shows that the answer is coming, then the answer. */
export function askSubmitted(context: SlackContext) {
  return async ({ ack, body, view }: SlackViewMiddlewareArgs<ViewSubmitAction>): Promise<void> => {
    const question = view.state.values[questionInput]?.[questionInput]?.value ?? '';
    const slackUserId = body.user.id;
    const channelId = view.private_metadata || slackUserId;
    const person = await admittedToForm(context, slackUserId, ack, questionInput);
    if (person === null) return;
    await ack({ response_action: 'update', view: askView({ question, channelId, answer: working }) });
    await answerInView(context, person, { text: typedText(question), slackUserId, channelId, viewId: view.id });
  };
}
