import type { Context } from './context.ts';
import { slackbot } from './people.ts';
import { type Reply, replyTo } from './reply.ts';
import type { Typed } from './slash-command.ts';
import { mentionOf, type SendEvent, toldMessage } from './told-message.ts';
import { asSlackSends } from './typed-text.ts';

/** What somebody says, beside the words. */
export interface Said extends Typed {
  /** A reply that is also sent to the channel. */
  readonly broadcast: boolean;
  /** The names of files sent with it. */
  readonly files: readonly string[];
}

/**
 * Posts what a person said. The bot is told in a direct conversation, and when it is mentioned in a channel that it is in. In
 * another channel, Slackbot says how to invite it.
 */
export async function say(
  { text, person, channel, threadTs, broadcast, files }: Said,
  sendEvent: SendEvent,
  context: Context,
): Promise<Reply> {
  const { state } = context;
  const sent = asSlackSends(text, state, 'message');
  const since = state.changes.length;
  const uploaded = files.map(name => context.files.upload(name, Buffer.from(name)).id);
  const message = state.post({ channel: channel.id, author: person.id, text: sent, threadTs, broadcast, files: uploaded });
  const isMentioned = sent.includes(`<@${state.bot.id}>`);
  const startedAt = performance.now();
  if (channel.kind === 'direct') await sendEvent({ type: 'message', channel_type: 'im', ...toldMessage(message, person, context) });
  else if (isMentioned && channel.members.has(state.bot.id)) await sendEvent(mentionOf(message, person, context));
  else if (isMentioned) {
    const words = `${state.bot.name} is not in this channel and has not seen this. Type \`/invite @${state.bot.handle}\` to add it.`;
    state.post({ channel: channel.id, author: slackbot.id, text: words, visibleTo: person.id, threadTs });
  }
  return replyTo({ channel: channel.id, user: person.id, responseUrlId: null, since }, performance.now() - startedAt, state);
}
