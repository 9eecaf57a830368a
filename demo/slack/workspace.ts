import { randomUUID } from 'node:crypto';
import { type BotConnection, NotAcknowledged } from './bot-connection.ts';
import type { Channel } from './channel.ts';
import type { Context } from './context.ts';
import type { JsonObject } from './json.ts';
import type { Message, MessageChange } from './message.ts';
import { commandPayload, eventPayload, messageActionPayload, submissionPayload, viewActionPayload } from './payloads.ts';
import { type Person, slackbot } from './people.ts';
import { pressedAction } from './pressed-action.ts';
import { type Reply, replyTo } from './reply.ts';
import { asSlackSends } from './typed-text.ts';
import { followSubmission } from './view-response.ts';
import type { View } from './views.ts';

/** Who does something, and where. Both may be given by id or by name; the viewer in #general unless told. */
export interface Where {
  readonly user?: string;
  readonly channel?: string;
  readonly threadTs?: string;
}

/** The workspace as people use it: typing, pressing, reading. For tests, the scripted conversation, and the page. */
export class Workspace {
  readonly viewer: Person;
  readonly #context: Context;
  readonly #connection: () => BotConnection;

  constructor(viewer: Person, context: Context, connection: () => BotConnection) {
    this.viewer = viewer;
    this.#context = context;
    this.#connection = connection;
  }

  get people(): readonly Person[] {
    return this.#context.state.people;
  }

  get channels(): readonly Channel[] {
    return this.#context.state.channels;
  }

  /**
   * Types into a channel: a command when the text begins with `/`, otherwise a message. Resolves when the bot has acknowledged.
   * Where it does not, the person is told by Slackbot, as in Slack, and this rejects with {@link NotAcknowledged}.
   */
  async type(text: string, where: Where = {}): Promise<Reply> {
    const { person, channel } = this.#whereabouts(where);
    return text.startsWith('/') ? this.#command(text, person, channel) : this.#message(text, person, channel, where.threadTs ?? null);
  }

  /** Presses what has this action id or shows this text; `choice` picks from a menu. */
  async press(
    message: Message,
    actionIdOrText: string,
    options: { readonly user?: string; readonly choice?: string } = {},
  ): Promise<Reply> {
    const { person, channel } = this.#whereabouts({
      channel: message.channel,
      ...(options.user === undefined ? {} : { user: options.user }),
    });
    const shown = this.#context.state.message(message.channel, message.ts);
    if (shown === undefined) throw new Error(`Message ${message.ts} is no longer there`);
    const action = pressedAction(shown.blocks, actionIdOrText, options.choice, shown.ts);
    const responseUrlId = this.#context.responseUrls.issue({
      channel: channel.id,
      user: person.id,
      threadTs: shown.threadTs,
      originalTs: shown.ts,
    });
    return this.#ask({ channel, person, responseUrlId }, () =>
      this.#connection().deliver({
        type: 'interactive',
        payload: messageActionPayload(action, shown, person, channel, responseUrlId, this.#context),
      }),
    );
  }

  /** Presses something in a modal or a Home tab. */
  async pressInView(view: View, actionIdOrText: string, choice?: string): Promise<void> {
    const action = pressedAction(view.blocks, actionIdOrText, choice, '0');
    await this.#connection().deliver({
      type: 'interactive',
      payload: viewActionPayload(action, view, this.#person(view.user), this.#context),
    });
  }

  /** Submits a modal. Answers the errors that the bot put beside the fields, by block id; none when it was accepted. */
  async submit(view: View, values: JsonObject): Promise<JsonObject> {
    const payload = submissionPayload(view, values, this.#person(view.user), this.#context);
    return followSubmission(view, await this.#connection().deliver({ type: 'interactive', payload }), this.#context);
  }

  /** The open modals of a person, the topmost last. */
  modalsOf(user: string): readonly View[] {
    return this.#context.views.modalsOf(this.#person(user).id);
  }

  /** Opens the Home tab of a person. What the bot publishes there is in {@link homeOf} some time later. */
  async openHome(user: string): Promise<void> {
    await this.event({
      type: 'app_home_opened',
      user: this.#person(user).id,
      channel: this.#context.state.directChannelOf(this.#person(user)).id,
      tab: 'home',
    });
  }

  homeOf(user: string): View | undefined {
    return this.#context.views.homeOf(this.#person(user).id);
  }

  /** What a person sees in a channel, oldest first; without `as`, everything. */
  messages(channel: string, options: { readonly as?: string } = {}): readonly Message[] {
    const all = this.#context.state.messagesIn(this.#channel(channel).id);
    const reader = options.as === undefined ? null : this.#person(options.as).id;
    return reader === null ? all : all.filter(({ visibleTo }) => visibleTo === null || visibleTo === reader);
  }

  /** Calls `listener` for each message posted, changed or deleted from now on; returns how to stop. */
  onMessage(listener: (change: MessageChange) => void): () => void {
    return this.#context.state.subscribe(listener);
  }

  invite(channel: string): void {
    this.#channel(channel).members.add(this.#context.state.bot.id);
  }

  removeBot(channel: string): void {
    this.#channel(channel).members.delete(this.#context.state.bot.id);
  }

  /** Sends an event of the Events API; with `retry` as one that was not acknowledged before. */
  async event(event: JsonObject, options: { readonly eventId?: string; readonly retry?: number } = {}): Promise<void> {
    const eventId = options.eventId ?? `Ev${randomUUID().slice(0, 8)}`;
    const payload = eventPayload(event, eventId, this.#context.clock().getTime(), this.#context);
    const retry = options.retry === undefined ? {} : { retry: { attempt: options.retry, reason: 'http_timeout' } };
    await this.#connection().deliver({ type: 'events_api', payload, ...retry });
  }

  async #command(text: string, person: Person, channel: Channel): Promise<Reply> {
    const [, command = '', rest = ''] = /^(\/\S*)\s*([\s\S]*)$/.exec(text.trim()) ?? [];
    if (!this.#context.commands.includes(command)) {
      this.#tell(person, channel, `\`${command}\` is not a valid command.`);
      throw new NotAcknowledged('dispatch_failed', `${command} is not a command of this workspace`);
    }
    const responseUrlId = this.#context.responseUrls.issue({ channel: channel.id, user: person.id, threadTs: null, originalTs: null });
    const sent = asSlackSends(rest.trim(), this.#context.state, 'command');
    const payload = commandPayload(command, sent, person, channel, responseUrlId, this.#context);
    try {
      return await this.#ask({ channel, person, responseUrlId }, () => this.#connection().deliver({ type: 'slash_commands', payload }));
    } catch (error) {
      if (error instanceof NotAcknowledged) this.#tell(person, channel, `${command} failed with the error "${error.code}"`);
      throw error;
    }
  }

  async #message(text: string, person: Person, channel: Channel, threadTs: string | null): Promise<Reply> {
    const sent = asSlackSends(text, this.#context.state, 'message');
    const since = this.#context.state.changes.length;
    const { ts } = this.#context.state.post({ channel: channel.id, author: person.id, text: sent, threadTs });
    const common = {
      user: person.id,
      text: sent,
      ts,
      channel: channel.id,
      event_ts: ts,
      ...(threadTs === null ? {} : { thread_ts: threadTs }),
    };
    const botId = this.#context.state.bot.id;
    const startedAt = performance.now();
    if (sent.includes(`<@${botId}>`) && channel.members.has(botId)) await this.event({ type: 'app_mention', ...common });
    else if (channel.kind === 'direct') await this.event({ type: 'message', channel_type: 'im', ...common });
    return replyTo(
      { channel: channel.id, user: person.id, responseUrlId: null, since },
      performance.now() - startedAt,
      this.#context.state,
    );
  }

  async #ask(
    asked: { channel: Channel; person: Person; responseUrlId: string },
    deliver: () => Promise<JsonObject | null>,
  ): Promise<Reply> {
    const since = this.#context.state.changes.length;
    const startedAt = performance.now();
    const acknowledgement = await deliver();
    const took = performance.now() - startedAt;
    if (acknowledgement !== null) this.#context.responseUrls.answerInAcknowledgement(asked.responseUrlId, acknowledgement, this.#context);
    return replyTo(
      { channel: asked.channel.id, user: asked.person.id, responseUrlId: asked.responseUrlId, since },
      took,
      this.#context.state,
    );
  }

  #tell(person: Person, channel: Channel, text: string): void {
    this.#context.state.post({ channel: channel.id, author: slackbot.id, text, visibleTo: person.id });
  }

  #whereabouts({ user, channel }: Where): { person: Person; channel: Channel } {
    const person = user === undefined ? this.viewer : this.#person(user);
    const place = this.#channel(channel ?? 'general');
    if (!place.members.has(person.id)) throw new Error(`${person.handle} is not in ${place.name}`);
    return { person, channel: place };
  }

  #person(idOrHandle: string): Person {
    const found = this.people.find(({ id, handle }) => id === idOrHandle || handle === idOrHandle);
    if (found === undefined)
      throw new Error(`Nobody is called ${JSON.stringify(idOrHandle)}; there are: ${this.people.map(({ handle }) => handle).join(', ')}`);
    return found;
  }

  #channel(idOrName: string): Channel {
    const found = this.#context.state.channel(idOrName);
    if (found === undefined) throw new Error(`There is no channel ${JSON.stringify(idOrName)}`);
    return found;
  }
}
