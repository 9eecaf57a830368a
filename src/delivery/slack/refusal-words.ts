/** Slack's error codes after which the same message will be refused again (docs.slack.dev, `chat.postMessage`, `chat.update`). */
const known: Readonly<Record<string, string>> = {
  channel_not_found: 'spendbot cannot see the channel: it is gone, or private and without spendbot',
  not_in_channel: 'spendbot is not in the channel',
  is_archived: 'the channel is archived',
  account_inactive: 'spendbot’s account in this workspace is switched off',
  restricted_action: 'posting in the channel is restricted',
  restricted_action_read_only_channel: 'the channel is read-only',
  restricted_action_thread_only_channel: 'only replies are allowed in the channel',
  restricted_action_non_threadable_channel: 'replies are not allowed in the channel',
  restricted_action_thread_locked: 'the thread is locked',
  cannot_reply_to_message: 'the message it replies to takes no replies',
  thread_not_found: 'the message it replies to is gone',
  message_not_found: 'the message is gone',
  cant_update_message: 'the message cannot be changed any more',
  edit_window_closed: 'the message cannot be changed any more',
  user_not_found: 'the person is not in this workspace',
  messages_tab_disabled: 'the person takes no messages from apps',
  msg_too_long: 'the message is too long for Slack',
};

/** Whether Slack's `code` ends a message: trying again will not help. */
export function isRefusedForGood(code: string): boolean {
  return code in known;
}

/** Why Slack took no message, in words; a code that is not known is given as it is. */
export function refusalWords(code: string): string {
  return known[code] ?? `Slack answered ${code}`;
}
