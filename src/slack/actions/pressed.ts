import type { BlockAction, ButtonAction } from '@slack/bolt';

/** A pressed button, in our words. */
export interface Pressed {
  /** The question that the button carries. */
  readonly question: string;
  readonly slackUserId: string;
  /** Empty where the button is in no channel: in a form, or in the App Home. */
  readonly channelId: string;
  /** The thread that the button's message is a reply in. */
  readonly threadTs: string | null;
  /** Whether the button's message is seen by its presser alone. */
  readonly isEphemeral: boolean;
  /** The same for every press of this button in this message. */
  readonly key: string;
}

export function pressed(body: BlockAction, action: ButtonAction): Pressed {
  const channelId = body.channel?.id ?? String(body.container.channel_id ?? '');
  return {
    question: action.value ?? '',
    slackUserId: body.user.id,
    channelId,
    threadTs: typeof body.container.thread_ts === 'string' ? body.container.thread_ts : null,
    isEphemeral: body.container.is_ephemeral === true,
    key: [channelId, body.container.message_ts, action.action_id, action.value].join(' '),
  };
}
