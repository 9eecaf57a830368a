import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { noteMessage } from '#show/blocks/text-blocks.ts';
import { askView, questionInput } from '../../render/blocks/ask-view.ts';
import { answerInView } from '../answer-in-view.ts';
import { typedText } from '../command-text.ts';
import type { SlackContext } from '../context.ts';

/** The form stays open: it says that the answer is on its way, and then shows it. */
export function askSubmitted(context: SlackContext) {
  return async ({ ack, body, view }: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs): Promise<void> => {
    const question = view.state.values[questionInput]?.[questionInput]?.value ?? '';
    const slackUserId = body.user.id;
    const channelId = view.private_metadata || slackUserId;
    const waiting = noteMessage('Working it out …', 'The answer appears here; when you close this, it comes as a direct message.');
    await ack({ response_action: 'update', view: askView({ question, channelId, answer: waiting }) });
    await answerInView(context, { text: typedText(question), slackUserId, channelId, viewId: view.id });
  };
}
