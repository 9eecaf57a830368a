import { addBot } from './add-bot.ts';
import { type BotConnection, type Delivery, NotAcknowledged } from './bot-connection.ts';
import type { Channel } from './channel.ts';
import type { Context } from './context.ts';
import { commandPayload } from './payloads.ts';
import { type Person, slackbot } from './people.ts';
import { type Reply, replyTo } from './reply.ts';
import type { SendEvent } from './told-message.ts';
import { asSlackSends } from './typed-text.ts';

export interface Typed {
  readonly text: string;
  readonly person: Person;
  readonly channel: Channel;
  /** The first message of the thread it was typed in. */
  readonly threadTs: string | null;
}

/** Runs the workspace's own `/invite` or a command of the app. Throws `NotAcknowledged` when nobody handles it. */
export async function runCommand(
  { text, person, channel, threadTs }: Typed,
  connection: BotConnection,
  sendEvent: SendEvent,
  context: Context,
): Promise<Reply> {
  const [, command = '', rest = ''] = /^(\/\S*)\s*([\s\S]*)$/.exec(text.trim()) ?? [];
  const tell = (words: string) =>
    context.state.post({ channel: channel.id, author: slackbot.id, text: words, visibleTo: person.id, threadTs });
  const asked = { channel, person, responseUrlId: null };
  if (command === '/invite' && rest.trim() === `@${context.state.bot.handle}` && channel.kind !== 'direct') {
    const since = context.state.changes.length;
    context.state.post({
      channel: channel.id,
      author: slackbot.id,
      text: `${person.name} added ${context.state.bot.name} to the channel.`,
    });
    await addBot(channel, person, sendEvent, context);
    return replyTo({ channel: asked.channel.id, user: person.id, responseUrlId: null, since }, 0, context.state);
  }
  if (!context.commands.some(known => known.command === command)) {
    tell(`\`${command}\` is not a valid command.`);
    throw new NotAcknowledged('dispatch_failed', `${command} is not a command of this workspace`);
  }
  if (threadTs !== null) {
    tell(`\`${command}\` is not supported in threads. Sorry!`);
    throw new NotAcknowledged('dispatch_failed', 'commands do not work in threads');
  }
  const responseUrlId = context.responseUrls.issue({ channel: channel.id, user: person.id, threadTs: null, originalTs: null });
  const sent = asSlackSends(rest.trim(), context.state, 'command');
  const payload = commandPayload(command, sent, person, channel, responseUrlId, context);
  try {
    return await askBot({ channel, person, responseUrlId }, { type: 'slash_commands', payload }, connection, context);
  } catch (error) {
    if (error instanceof NotAcknowledged) tell(`${command} failed with the error "${error.code}"`);
    throw error;
  }
}

/** Delivers what a person did, shows the answer in the bot's acknowledgement, and collects later ones. */
export async function askBot(
  asked: { readonly channel: Channel; readonly person: Person; readonly responseUrlId: string },
  delivery: Delivery,
  connection: BotConnection,
  context: Context,
): Promise<Reply> {
  const { channel, person, responseUrlId } = asked;
  const since = context.state.changes.length;
  const startedAt = performance.now();
  const acknowledgement = await connection.deliver(delivery);
  const took = performance.now() - startedAt;
  if (acknowledgement !== null) context.responseUrls.answerInAcknowledgement(responseUrlId, acknowledgement, context);
  return replyTo({ channel: channel.id, user: person.id, responseUrlId, since }, took, context.state);
}
