import { setTimeout as pause } from 'node:timers/promises';
import type { SlackViewMiddlewareArgs, ViewStateValue, ViewSubmitAction } from '@slack/bolt';
import { readableMentions } from '#core/query/readable-mentions.ts';
import { postMessage } from '#delivery/slack/post.ts';
import { answerTyped } from '#features/answer-typed.ts';
import type { Form, OpenedForm } from '#features/setup/form.ts';
import { type Field, type FormValues, formDoneView, formMeantBy } from '#show/blocks/form.ts';
import type { Message } from '#show/blocks/message.ts';
import { failureMessage, problemMessage } from '#show/blocks/plain-replies.ts';
import { problemView } from '#show/plain-views.ts';
import { shorten } from '#show/shorten.ts';
import { admitted } from './admitted.ts';
import { answerInView, working } from './answer-asked.ts';
import { failureOf } from './answer-of.ts';
import { askView, questionInput } from './ask-form.ts';
import { typedText } from './commands.ts';
import { askerOf, type SlackContext } from './context.ts';
import type { Colleague } from './people.ts';

const longestError = 200;

/**
 * Runs the form's command. A problem shows beside the field it is about; otherwise the form shows the new state. Where that takes longer
 * than Slack waits, as with a database that another program holds, the form says so and shows the outcome later.
 */
export function formSubmitted(context: SlackContext) {
  return async ({ ack, body, view }: SlackViewMiddlewareArgs<ViewSubmitAction>): Promise<void> => {
    const { id, number } = formMeantBy(view.callback_id);
    const form = context.forms.find(one => one.id === id);
    if (form === undefined) return ack();
    const title = form.title(number);
    const values = valuesOf(view.state.values);
    const slackUserId = body.user.id;
    const person = await admittedToForm(context, slackUserId, ack, firstField(form, number));
    if (person === null) return;
    const outcome = outcomeOf(context, person, { form, number, values, slackUserId, channelId: view.private_metadata });
    const inTime = await Promise.race([outcome, pause(answerWithinMs, null, { ref: false })]);
    if (inTime !== null)
      return ack(
        inTime.errors === null
          ? { response_action: 'update', view: formDoneView(title, inTime.message) }
          : { response_action: 'errors', errors: inTime.errors },
      );
    await ack({ response_action: 'update', view: formDoneView(title, working) });
    const { message } = await outcome;
    try {
      await context.client.views.update({ view_id: view.id, view: formDoneView(title, message) });
    } catch (error) {
      context.logger.info({ err: error, slackUserId }, 'A form does not take its outcome; it is sent as a direct message');
      await postMessage(context.poster, slackUserId, message, context.logger);
    }
  };
}

/** Slack wants forms acknowledged within three seconds, and finding out who somebody is takes up to one and a half of them. */
const answerWithinMs = 1_000;

interface FormOutcome {
  readonly message: Message;
  /** What is wrong, by field; null if nothing is. */
  readonly errors: Record<string, string> | null;
}

interface Submitted extends Pick<OpenedForm, 'number'> {
  readonly form: Form;
  readonly values: FormValues;
  readonly slackUserId: string;
  /** The channel that the form was opened from; empty for the App Home. */
  readonly channelId: string;
}

/** Never throws. */
async function outcomeOf(
  context: SlackContext,
  person: Colleague,
  { form, number, values, slackUserId, channelId }: Submitted,
): Promise<FormOutcome> {
  try {
    const fields = form.fields(number !== null);
    const unread = fields.flatMap(field => {
      const words = field.problem?.(values) ?? null;
      return words === null ? [] : [[field.id, words] as const];
    });
    if (unread.length > 0) {
      const scope = (await form.scopeProblem?.(context.parts, values, context.clock())) ?? null;
      const errors = Object.fromEntries([...unread, ...(scope === null ? [] : [['scope', inPlainWords(scope)] as const])]);
      return { message: problemMessage(problemView(Object.values(errors).join('\n'))), errors };
    }
    const askerIn = (place: string) => askerOf(context, person, { slackUserId, channelId: place, isPublic: false });
    const command = form.command(values, { asker: await askerIn(channelId), timeZone: person.timeZone, number });
    const asker = await askerIn(slackUserId);
    const { problem, blocks } = await answerTyped(context.parts, command, asker, context.clock(), context.measure);
    const message = blocks({ ...asker, canShare: false });
    if (problem === null) return { message, errors: null };
    return {
      message,
      errors: { [fieldOf(fields, values, readableMentions(problem.problem))]: inPlainWords(problem.problem) },
    };
  } catch (error) {
    const failure = failureOf(error, 'The form', context.logger);
    return { message: failureMessage(failure), errors: { [firstField(form, number)]: shorten(failure.what, longestError) } };
  }
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
function fieldOf(fields: readonly Field[], values: FormValues, problem: string): string {
  const quoted = /`([^`]+)`/.exec(problem)?.[1]?.toLowerCase() ?? '';
  const isTyped = ({ kind }: Field) => kind === 'text' || kind === 'menu';
  const named = fields.find(field => isTyped(field) && quoted !== '' && isPartOf(values[field.id]?.toLowerCase() ?? '', quoted));
  return (named ?? fields.find(({ about }) => about?.test(problem)) ?? fields[0])?.id ?? '';
}

function isPartOf(value: string, quoted: string): boolean {
  return value !== '' && (value.includes(quoted) || quoted.includes(value));
}

function firstField(form: Form, number: number | null): string {
  return form.fields(number !== null)[0]?.id ?? '';
}

/** Without the command that a problem suggests. Slack formats nothing beside a field. */
function inPlainWords(problem: string): string {
  return shorten(readableMentions(problem).replace(/`([^`]+)`/g, '“$1”'), longestError);
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
