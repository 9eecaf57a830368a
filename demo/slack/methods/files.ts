import { acceptedBlocks } from '../accepted-blocks.ts';
import { channelToPostTo } from '../channel-access.ts';
import { objectsIn } from '../json.ts';
import { type Methods, needScope } from '../method.ts';
import { SlackApiError } from '../slack-api-error.ts';

export const fileMethods: Methods = {
  'files.getUploadURLExternal': (args, context) => {
    needScope(context, 'files:write');
    const length = args.whole('length', 0);
    if (length <= 0) throw new SlackApiError('invalid_arguments');
    const file = context.files.announce(args.required('filename'), length, args.text('alt_text') ?? args.text('alt_txt') ?? null);
    return { upload_url: `${context.url()}/upload/v1/${file.uploadToken}`, file_id: file.id };
  },

  'files.completeUploadExternal': (args, context) => {
    needScope(context, 'files:write');
    const channelId = args.text('channel_id');
    const channel = channelId === undefined ? undefined : channelToPostTo(context, channelId);
    const given = objectsIn(args.json('files', 'invalid_arguments'));
    const files = given.map(({ id, title }) => {
      const file = context.files.get(String(id));
      if (file === undefined || file.bytes === null) throw new SlackApiError('file_not_found');
      return { file, title: typeof title === 'string' ? title : undefined };
    });
    if (files.length === 0) throw new SlackApiError('invalid_arguments');
    const blocks = acceptedBlocks(args.json('blocks', 'invalid_blocks_format'), 'message', context, args.text('initial_comment'));
    for (const { file, title } of files) context.files.complete(file, title);
    if (channel !== undefined) {
      context.state.post({
        channel: channel.id,
        author: context.state.bot.id,
        text: args.text('initial_comment') ?? '',
        blocks,
        threadTs: args.text('thread_ts') ?? null,
        files: files.map(({ file }) => file.id),
      });
    }
    return { files: files.map(({ file }) => context.files.json(file)) };
  },

  'files.info': (args, context) => {
    needScope(context, 'files:read');
    const file = context.files.get(args.required('file'));
    if (file === undefined || !file.complete) throw new SlackApiError('file_not_found');
    return { file: context.files.json(file) };
  },
};
