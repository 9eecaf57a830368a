import type { Context } from './context.ts';
import type { JsonObject } from './json.ts';
import { slackbot } from './people.ts';
import { type Reply, replyTo } from './reply.ts';
import type { Typed } from './slash-command.ts';
import { asSlackSends } from './typed-text.ts';

/**
 * Posts what a person said. The bot is told in a direct conversation, and when it is mentioned in a channel that it is in. In
 * another channel, Slackbot says how to invite it.
 */
export async function say(
  { text, person, channel, threadTs }: Typed,
  sendEvent: (event: JsonObject) => Promise<void>,
  context: Context,
): Promise<Reply> {
  const { state } = context;
  const sent = asSlackSends(text, state, 'message');
  const since = state.changes.length;
  const { ts } = state.post({ channel: channel.id, author: person.id, text: sent, threadTs });
  const inThread = threadTs === null ? {} : { thread_ts: threadTs };
  const common = { user: person.id, text: sent, ts, team: context.team.id, channel: channel.id, event_ts: ts, ...inThread };
  const isMentioned = sent.includes(`<@${state.bot.id}>`);
  const startedAt = performance.now();
  if (channel.kind === 'direct') await sendEvent({ type: 'message', channel_type: 'im', ...common });
  else if (isMentioned && channel.members.has(state.bot.id)) await sendEvent({ type: 'app_mention', ...common });
  else if (isMentioned) {
    const words = `${state.bot.name} is not in this channel and has not seen this. Type \`/invite @${state.bot.handle}\` to add it.`;
    state.post({ channel: channel.id, author: slackbot.id, text: words, visibleTo: person.id, threadTs });
  }
  return replyTo({ channel: channel.id, user: person.id, responseUrlId: null, since }, performance.now() - startedAt, state);
}
