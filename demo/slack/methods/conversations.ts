import type { Channel } from '../channel.ts';
import { channelToKnow, channelToRead, checkMayWriteTo, isVisible } from '../channel-access.ts';
import type { Context } from '../context.ts';
import type { JsonObject } from '../json.ts';
import type { Message } from '../message.ts';
import { messageJson } from '../message-json.ts';
import { type Methods, needScope, page, scopeFor } from '../method.ts';
import { SlackApiError } from '../slack-api-error.ts';

export const conversationMethods: Methods = {
  'conversations.list': (args, context) => {
    const types = (args.text('types') ?? 'public_channel').split(',').map(type => type.trim());
    const kinds = types.map(type => kindOf(type));
    for (const kind of kinds) needScope(context, scopeFor({ kind }, 'read'));
    const channels = context.state.channels.filter(channel => kinds.includes(channel.kind) && isVisible(context, channel));
    const { items, more } = page(channels, args, 100);
    return { channels: items.map(channel => channelJson(channel, context)), ...more };
  },

  'users.conversations': (args, context) => {
    const types = (args.text('types') ?? 'public_channel').split(',').map(type => type.trim());
    const kinds = types.map(type => kindOf(type));
    for (const kind of kinds) needScope(context, scopeFor({ kind }, 'read'));
    const channels = context.state.channels.filter(channel => kinds.includes(channel.kind) && channel.members.has(context.state.bot.id));
    const { items, more } = page(channels, args, 100);
    return { channels: items.map(channel => channelJson(channel, context)), ...more };
  },

  'conversations.info': (args, context) => {
    const channel = channelToKnow(context, args.required('channel'));
    needScope(context, scopeFor(channel, 'read'));
    return { channel: channelJson(channel, context) };
  },

  'conversations.members': (args, context) => {
    const channel = channelToKnow(context, args.required('channel'));
    needScope(context, scopeFor(channel, 'read'));
    const { items, more } = page([...channel.members], args, 100);
    return { members: items, ...more };
  },

  'conversations.history': (args, context) => {
    const channel = channelToRead(context, args.required('channel'));
    const messages = publicMessages(channel, context).filter(({ threadTs, broadcast }) => threadTs === null || broadcast);
    const newestFirst = within(messages, args.text('oldest'), args.text('latest'), args.flag('inclusive')).reverse();
    const { items, more } = page(newestFirst, args, 100);
    const metadata = args.flag('include_all_metadata');
    return { messages: items.map(message => messageJson(message, context, { metadata })), ...more };
  },

  'conversations.replies': (args, context) => {
    const channel = channelToRead(context, args.required('channel'));
    const ts = args.required('ts');
    const thread = publicMessages(channel, context).filter(message => message.ts === ts || message.threadTs === ts);
    if (thread.length === 0) throw new SlackApiError('thread_not_found');
    const [root, ...replies] = thread;
    const shown = [
      ...(root === undefined ? [] : [root]),
      ...within(replies, args.text('oldest'), args.text('latest'), args.flag('inclusive')),
    ];
    const { items, more } = page(shown, args, 1000);
    const metadata = args.flag('include_all_metadata');
    return { messages: items.map(message => messageJson(message, context, { metadata })), ...more };
  },

  'conversations.join': (args, context) => {
    needScope(context, 'channels:join');
    const channel = channelToKnow(context, args.required('channel'));
    if (channel.kind !== 'public') throw new SlackApiError('method_not_supported_for_channel_type');
    channel.members.add(context.state.bot.id);
    return { channel: channelJson(channel, context) };
  },

  'conversations.open': (args, context) => {
    needScope(context, 'im:write');
    const users = args.required('users').split(',');
    if (users.length > 1) throw new SlackApiError('not_enough_users', { note: 'group conversations are not part of this stand-in' });
    const person = context.state.people.find(({ id }) => id === users[0]);
    if (person === undefined) throw new SlackApiError('user_not_found');
    checkMayWriteTo(person);
    return { channel: { id: context.state.directChannelOf(person).id } };
  },
};

function kindOf(type: string): Channel['kind'] {
  if (type === 'public_channel') return 'public';
  if (type === 'private_channel') return 'private';
  if (type === 'im') return 'direct';
  throw new SlackApiError('invalid_types');
}

function channelJson(channel: Channel, context: Context): JsonObject {
  const isMember = channel.members.has(context.state.bot.id);
  if (channel.kind === 'direct') {
    return { id: channel.id, is_im: true, user: [...channel.members].find(id => id !== context.state.bot.id), is_archived: false };
  }
  return {
    id: channel.id,
    name: channel.name,
    is_channel: true,
    is_im: false,
    is_private: channel.kind === 'private',
    is_archived: channel.isArchived === true,
    is_shared: channel.isShared === true,
    is_ext_shared: channel.isShared === true,
    is_member: isMember,
    num_members: channel.members.size,
    topic: { value: channel.topic },
  };
}

/** What everybody in the channel sees: history has no ephemeral messages. */
function publicMessages(channel: Channel, context: Context): Message[] {
  return context.state.messagesIn(channel.id).filter(message => message.visibleTo === null);
}

/** The messages between two `ts`; those at either end only when `inclusive`. */
function within(messages: readonly Message[], oldest: string | undefined, latest: string | undefined, inclusive: boolean): Message[] {
  const from = Number(oldest ?? 0);
  const to = Number(latest ?? Number.POSITIVE_INFINITY);
  return messages.filter(({ ts }) => (inclusive ? Number(ts) >= from && Number(ts) <= to : Number(ts) > from && Number(ts) < to));
}
