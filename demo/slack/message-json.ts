import type { Context } from './context.ts';
import type { JsonObject } from './json.ts';
import type { Message } from './message.ts';

/** A message as the Web API and the payloads show it. Metadata is included only on request. */
export function messageJson(message: Message, context: Context, options: { metadata: boolean } = { metadata: false }): JsonObject {
  const replies = context.state.messagesIn(message.channel).filter(other => other.threadTs === message.ts && other.visibleTo === null);
  const isBot = message.author === context.state.bot.id;
  const latest = replies.at(-1);
  return {
    type: 'message',
    ...(message.broadcast ? { subtype: 'thread_broadcast' } : {}),
    user: message.author,
    ts: message.ts,
    text: message.text,
    team: context.team.id,
    ...(isBot ? { bot_id: context.botId, app_id: context.appId } : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.threadTs !== null ? { thread_ts: message.threadTs } : {}),
    ...(latest !== undefined ? { thread_ts: message.ts, reply_count: replies.length, latest_reply: latest.ts } : {}),
    ...(message.edited ? { edited: { user: message.author, ts: message.ts } } : {}),
    ...(message.files.length > 0 ? { files: filesOf(message, context) } : {}),
    ...(options.metadata && message.metadata !== null ? { metadata: message.metadata } : {}),
  };
}

function filesOf(message: Message, context: Context): JsonObject[] {
  return message.files.flatMap(id => {
    const file = context.files.get(id);
    return file === undefined ? [] : [context.files.json(file)];
  });
}
