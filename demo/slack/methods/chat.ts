import { acceptedBlocks } from '../accepted-blocks.ts';
import type { Arguments } from '../arguments.ts';
import { channelToPostTo } from '../channel-access.ts';
import type { Context } from '../context.ts';
import { type Block, isJsonObject, type JsonObject } from '../json.ts';
import type { Message } from '../message.ts';
import { messageJson } from '../message-json.ts';
import { type Methods, needScope } from '../method.ts';
import { SlackApiError } from '../slack-api-error.ts';

const maxMetadataBytes = 16_000;

export const chatMethods: Methods = {
  'chat.postMessage': (args, context) => {
    needScope(context, 'chat:write');
    const channel = channelToPostTo(context, args.required('channel'));
    const threadTs = args.text('thread_ts') ?? null;
    if (threadTs !== null && context.state.message(channel.id, threadTs) === undefined) throw new SlackApiError('cannot_reply_to_message');
    const message = context.state.post({
      channel: channel.id,
      author: context.state.bot.id,
      ...content(args, context),
      threadTs,
      broadcast: args.flag('reply_broadcast'),
      metadata: metadata(args),
    });
    return { channel: channel.id, ts: message.ts, message: messageJson(message, context, { metadata: true }) };
  },

  'chat.postEphemeral': (args, context) => {
    needScope(context, 'chat:write');
    const channel = channelToPostTo(context, args.required('channel'));
    const user = args.required('user');
    if (!channel.members.has(user)) throw new SlackApiError('user_not_in_channel');
    const threadTs = args.text('thread_ts') ?? null;
    const message = context.state.post({
      channel: channel.id,
      author: context.state.bot.id,
      ...content(args, context),
      threadTs,
      visibleTo: user,
    });
    return { message_ts: message.ts };
  },

  'chat.update': (args, context) => {
    needScope(context, 'chat:write');
    const message = ownMessage(args, context, 'cant_update_message');
    const text = args.text('text');
    const blocks = blocksOf(args, context);
    if (text === undefined && blocks === undefined) throw new SlackApiError('no_text');
    const changes = { ...(text === undefined ? {} : { text }), ...(blocks === undefined ? {} : { blocks }) };
    const newMetadata = metadata(args);
    const changed = context.state.change(message, newMetadata === null ? changes : { ...changes, metadata: newMetadata });
    return { channel: changed.channel, ts: changed.ts, text: changed.text, message: messageJson(changed, context) };
  },

  'chat.delete': (args, context) => {
    needScope(context, 'chat:write');
    const message = ownMessage(args, context, 'cant_delete_message');
    context.state.delete(message);
    return { channel: message.channel, ts: message.ts };
  },
};

function content(args: Arguments, context: Context): { text: string; blocks: Block[] } {
  const text = args.text('text') ?? '';
  const blocks = blocksOf(args, context) ?? [];
  if (text === '' && blocks.length === 0) throw new SlackApiError('no_text');
  return { text, blocks };
}

function blocksOf(args: Arguments, context: Context): Block[] | undefined {
  const given = args.json('blocks', 'invalid_blocks_format');
  const blocks = acceptedBlocks(given, 'message', context, args.text('text'));
  return given === undefined ? undefined : blocks;
}

function metadata(args: Arguments): JsonObject | null {
  const given = args.json('metadata', 'invalid_metadata_format');
  if (given === undefined) return null;
  if (!isJsonObject(given) || typeof given.event_type !== 'string' || !isJsonObject(given.event_payload))
    throw new SlackApiError('invalid_metadata_schema');
  if (JSON.stringify(given).length > maxMetadataBytes) throw new SlackApiError('metadata_too_large');
  return given;
}

/** The bot's own message; ephemeral ones cannot be changed this way, as in Slack. */
function ownMessage(args: Arguments, context: Context, notOwn: string): Message {
  const channel = context.state.channels.find(({ id }) => id === args.required('channel'));
  if (channel === undefined) throw new SlackApiError('channel_not_found');
  const message = context.state.message(channel.id, args.required('ts'));
  if (message === undefined || message.visibleTo !== null) throw new SlackApiError('message_not_found');
  if (message.author !== context.state.bot.id) throw new SlackApiError(notOwn);
  return message;
}
