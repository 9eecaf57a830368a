import type { Channel } from './channel.ts';
import type { Context } from './context.ts';
import { needScope, scopeFor } from './method.ts';
import type { Person } from './people.ts';
import { SlackApiError } from './slack-api-error.ts';

/**
 * The channel that the bot may post to: by id, name, or the id of a person (their direct conversation).
 * Slack's refusals: `channel_not_found` for one that does not exist or is private and without the bot, `not_in_channel` for a public
 * one without the bot, unless the app has `chat:write.public`, `is_archived`, and what the channel itself refuses.
 */
export function channelToPostTo(context: Context, idOrName: string): Channel {
  const { state } = context;
  const person = state.people.find(({ id }) => id === idOrName);
  if (person !== undefined) checkMayWriteTo(person);
  const channel = person === undefined ? state.channel(idOrName) : state.directChannelOf(person);
  if (channel === undefined || !isVisible(context, channel)) throw new SlackApiError('channel_not_found');
  if (!channel.members.has(state.bot.id) && !context.scopes.has('chat:write.public')) throw new SlackApiError('not_in_channel');
  if (channel.isArchived === true) throw new SlackApiError('is_archived');
  if (channel.refusal !== undefined) throw new SlackApiError(channel.refusal);
  return channel;
}

/** Throws as Slack does for a direct message to somebody who is gone or is a bot. */
export function checkMayWriteTo({ role }: Person): void {
  if (role === 'deactivated') throw new SlackApiError('user_disabled');
  if (role === 'bot') throw new SlackApiError('cannot_dm_bot');
}

/** The channel whose messages the bot may read: only one it is in, wherever it may post. */
export function channelToRead(context: Context, id: string): Channel {
  const channel = channelToKnow(context, id);
  if (!channel.members.has(context.state.bot.id)) throw new SlackApiError('not_in_channel');
  needScope(context, scopeFor(channel, 'history'));
  return channel;
}

/** A channel that the bot may see: public, or one it is in. */
export function channelToKnow(context: Context, id: string): Channel {
  const channel = context.state.channels.find(one => one.id === id);
  if (channel === undefined || !isVisible(context, channel)) throw new SlackApiError('channel_not_found');
  return channel;
}

export function isVisible(context: Context, channel: Channel): boolean {
  return channel.kind === 'public' || channel.members.has(context.state.bot.id);
}
