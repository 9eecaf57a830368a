import type { BlockAction, ButtonAction } from '@slack/bolt';

/** A pressed button, in our words. */
export interface Pressed {
  /** The question that the button carries. */
  readonly question: string;
  readonly slackUserId: string;
  readonly channelId: string;
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
    isEphemeral: body.container.is_ephemeral === true,
    key: [channelId, body.container.message_ts, action.action_id, action.value].join(' '),
  };
}
