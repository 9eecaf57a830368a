import { postMessage } from '#delivery/slack/post.ts';
import { type Message, words } from '#show/blocks/message.ts';
import { prose, proseLines } from '#show/blocks/text-blocks.ts';
import type { SlackContext } from './context.ts';
import { type ReplyTo, reply } from './reply.ts';

type Telling = Pick<SlackContext, 'poster' | 'logger'>;

/** Says something to a person in their direct messages with spendbot; `directId` is that channel or the person. */
export function directly({ poster, logger }: Telling, directId: string) {
  return (sentence: string) => postMessage(poster, directId, messageOf(sentence), logger);
}

/** Says something to a person in a channel, where only they see it. */
export function besideOthers({ poster }: Telling, { channelId, slackUserId, threadTs }: Whom) {
  return (text: string) =>
    poster.chat.postEphemeral({
      ...{ channel: channelId, user: slackUserId, text },
      ...(threadTs === null ? {} : { thread_ts: threadTs }),
    });
}

interface Whom {
  readonly channelId: string;
  readonly slackUserId: string;
  /** Null outside a thread. */
  readonly threadTs: string | null;
}

/** Says something to a person through a response URL, below what they typed or pressed. */
export function inReply(telling: Telling, to: ReplyTo) {
  return (sentence: string) => reply(telling, messageOf(sentence), to);
}

function messageOf(sentence: string): Message {
  return { text: proseLines(sentence), parts: [words(prose(sentence))] };
}
