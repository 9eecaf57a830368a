import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs, StaticSelectAction } from '@slack/bolt';
import { type IncidentAction, incidentActions } from '#features/alerts/act-on-incident.ts';
import type { Message } from '#show/blocks/message.ts';
import { failureMessage, problemMessage } from '#show/blocks/plain-replies.ts';
import type { SlackContext } from '../context.ts';
import { failureOf } from '../failure.ts';
import { reply } from '../reply.ts';

type IncidentPress = BlockAction<ButtonAction | StaticSelectAction>;

/**
 * "Acknowledge" and "Snooze" under an alert: whoever is in its channel may. What the button carries is only believed where
 * it names an alert of the channel in which it was pressed.
 */
export function incidentAction(context: SlackContext) {
  return async ({ ack, body, action, respond }: SlackActionMiddlewareArgs<IncidentPress> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const channelId = body.channel?.id ?? String(body.container.channel_id ?? '');
    const slackUserId = body.user.id;
    const instead = await acted(context, readPress(action), slackUserId, channelId);
    if (instead === null) return;
    await reply(instead, { respond, client: context.poster, channelId, slackUserId, replaceOriginal: false, logger: context.logger });
  };
}

/** What to tell the presser; null when the alert's message will say it. */
async function acted(context: SlackContext, press: Press | null, by: string, channelId: string): Promise<Message | null> {
  if (press === null) return problemMessage({ kind: 'problem', problem: 'This button is not understood.', suggestion: null, choices: [] });
  try {
    const problem = await context.answers.actOnIncident({ ...press, by, channelId });
    return problem === null ? null : problemMessage(problem);
  } catch (error) {
    return failureMessage(failureOf(error, 'Acknowledging or snoozing', context.logger));
  }
}

interface Press {
  readonly incidentId: string;
  readonly action: IncidentAction;
}

/** Null for what no button of ours carries. */
function readPress(action: ButtonAction | StaticSelectAction): Press | null {
  if (action.type === 'button') return action.value ? { incidentId: action.value, action: 'acknowledge' } : null;
  const [name, incidentId] = action.selected_option.value.split(':', 2);
  const snooze = incidentActions.find(one => one === name && one !== 'acknowledge');
  return snooze && incidentId ? { incidentId, action: snooze } : null;
}
