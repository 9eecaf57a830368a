import type { Channel } from './channel.ts';
import type { Context } from './context.ts';
import type { Message } from './message.ts';
import type { Person } from './people.ts';
import { type Reply, replyTo } from './reply.ts';
import { mentionOf, type SendEvent, toldMessage } from './told-message.ts';
import { asSlackSends } from './typed-text.ts';

/**
 * A person edits what they said. In a direct conversation the bot is told `message_changed`; a mention is told again as it reads
 * now, with `edited` and a new event id.
 */
export async function edit(
  { message, text, person, channel }: { message: Message; text: string; person: Person; channel: Channel },
  sendEvent: SendEvent,
  context: Context,
): Promise<Reply> {
  const { state } = context;
  const since = state.changes.length;
  const before = toldMessage(message, person, context);
  const changed = state.change(message, { text: asSlackSends(text, state, 'message') });
  const editedTs = state.nextTs();
  const after = { ...toldMessage(changed, person, context), edited: { user: person.id, ts: editedTs } };
  const startedAt = performance.now();
  if (channel.kind === 'direct') {
    const about = { type: 'message', subtype: 'message_changed', channel_type: 'im', channel: channel.id, hidden: true };
    await sendEvent({ ...about, message: after, previous_message: before, ts: editedTs, event_ts: editedTs });
  } else if (changed.text.includes(`<@${state.bot.id}>`) && channel.members.has(state.bot.id)) {
    await sendEvent({ ...mentionOf(changed, person, context), edited: after.edited });
  }
  return replyTo({ channel: channel.id, user: person.id, responseUrlId: null, since }, performance.now() - startedAt, state);
}
