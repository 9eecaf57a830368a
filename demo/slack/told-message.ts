import type { Context } from './context.ts';
import type { JsonObject } from './json.ts';
import type { Message } from './message.ts';
import { messageJson } from './message-json.ts';
import { type Person, slackbot } from './people.ts';

export type SendEvent = (event: JsonObject) => Promise<void>;

/**
 * A person's message as the Events API tells of it. An answer also sent to the channel, and one with files, have a subtype in a direct
 * conversation; another app's message has its `bot_id`; one from another workspace names that.
 */
export function toldMessage(message: Message, person: Person, context: Context): JsonObject {
  const { ts, threadTs, broadcast, channel, text, files } = message;
  const isBot = person.role === 'bot' && person.id !== slackbot.id;
  const fromElsewhere = person.team.id === context.team.id ? {} : { user_team: person.team.id, source_team: person.team.id };
  const subtype = files.length > 0 ? 'file_share' : broadcast ? 'thread_broadcast' : null;
  return {
    user: person.id,
    text,
    ts,
    team: person.team.id,
    channel,
    event_ts: ts,
    ...fromElsewhere,
    ...(threadTs === null ? {} : { thread_ts: threadTs }),
    ...(isBot ? { bot_id: `B${person.id.slice(1)}`, bot_profile: { id: `B${person.id.slice(1)}`, name: person.name } } : {}),
    ...(subtype === null ? {} : { subtype }),
    ...(files.length > 0 ? { files: messageJson(message, context).files } : {}),
  };
}

/** The same as an `app_mention`: it has no subtype, whatever came with it. */
export function mentionOf(message: Message, person: Person, context: Context): JsonObject {
  const { subtype: _, ...told } = toldMessage(message, person, context);
  return { type: 'app_mention', ...told };
}
