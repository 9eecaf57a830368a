import { randomUUID } from 'node:crypto';
import { addBot } from './add-bot.ts';
import type { BotConnection } from './bot-connection.ts';
import type { Channel } from './channel.ts';
import type { Context } from './context.ts';
import { edit } from './edit.ts';
import type { JsonObject } from './json.ts';
import type { Message, MessageChange } from './message.ts';
import { checkedOptions } from './offered-options.ts';
import {
  closedPayload,
  eventPayload,
  globalShortcutPayload,
  messageActionPayload,
  messageShortcutPayload,
  submissionPayload,
  suggestionPayload,
  viewActionPayload,
} from './payloads.ts';
import type { Person } from './people.ts';
import { type PressOptions, pressedAction, pressedOf } from './pressed-action.ts';
import type { Reply } from './reply.ts';
import { say } from './say.ts';
import { askBot, runCommand } from './slash-command.ts';
import { followSubmission } from './view-response.ts';
import { type View, viewJson } from './views.ts';

/** Who does something, and where, each by id or name; by default the viewer in #general. */
export interface Where {
  readonly user?: string;
  readonly channel?: string;
  readonly threadTs?: string;
}

/** What goes with a message. */
export interface With {
  /** A reply that is also sent to the channel. */
  readonly broadcast?: boolean;
  /** The names of files sent with it. */
  readonly files?: readonly string[];
}

export interface EventOptions {
  /** Two events with the same id are one event, delivered twice. */
  readonly eventId?: string;
  /** The number of the retry: 1 to 3. */
  readonly retry?: number;
  /** `http_timeout` by default; also `http_error`, `connection_failed`. */
  readonly retryReason?: string;
}

/** The workspace as people use it: typing, pressing, reading. For tests, the scripted conversation, and the page. */
export class Workspace {
  readonly viewer: Person;
  readonly #context: Context;
  readonly #connection: () => BotConnection;
  readonly #sendEvent = (event: JsonObject) => this.event(event);

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
   * Types into a channel: a command when the text begins with `/`, otherwise a message. Resolves once the bot has acknowledged.
   * If it does not, Slackbot tells the person, as in Slack, and this rejects with `NotAcknowledged`.
   */
  async type(text: string, where: Where & With = {}): Promise<Reply> {
    const typed = { text, ...this.#whereabouts(where), threadTs: where.threadTs ?? null };
    if (text.startsWith('/')) return runCommand(typed, this.#connection(), this.#sendEvent, this.#context);
    const { broadcast = false, files = [] } = where;
    return say({ ...typed, broadcast, files }, this.#sendEvent, this.#context);
  }

  /** The author edits a message. */
  async edit(message: Message, text: string): Promise<Reply> {
    const { person, channel } = this.#whereabouts({ user: message.author, channel: message.channel });
    return edit({ message, text, person, channel }, this.#sendEvent, this.#context);
  }

  /** Presses the element with this action id or text. `choice` picks from a menu; `fields` are the message's other inputs. */
  async press(message: Message, actionIdOrText: string, options: PressOptions & { readonly user?: string } = {}): Promise<Reply> {
    const { shown, person, channel, responseUrlId } = this.#atMessage(message, options.user);
    const action = pressedAction(shown.blocks, pressedOf(actionIdOrText, options), shown.ts);
    const pressed = { action, fields: options.fields ?? {}, message: shown };
    const payload = messageActionPayload(pressed, person, channel, responseUrlId, this.#context);
    return askBot({ channel, person, responseUrlId }, { type: 'interactive', payload }, this.#connection(), this.#context);
  }

  /** Chooses a shortcut from a message's menu. */
  async messageShortcut(message: Message, callbackId: string, user?: string): Promise<Reply> {
    const { shown, person, channel, responseUrlId } = this.#atMessage(message, user);
    const payload = messageShortcutPayload(callbackId, shown, person, channel, responseUrlId, this.#context);
    return askBot({ channel, person, responseUrlId }, { type: 'interactive', payload }, this.#connection(), this.#context);
  }

  /** Chooses a shortcut from the menu beside the composer. */
  async globalShortcut(callbackId: string, user?: string): Promise<void> {
    const person = user === undefined ? this.viewer : this.#person(user);
    const payload = globalShortcutPayload(callbackId, person, this.#context);
    await this.#connection().deliver({ type: 'interactive', payload });
  }

  /** Presses something in a modal or a Home tab. */
  async pressInView(view: View, actionIdOrText: string, choice?: string, options: PressOptions = {}): Promise<void> {
    const blocks = this.#context.offered.blocksOf(view);
    const action = pressedAction(blocks, pressedOf(actionIdOrText, { ...options, choice: options.choice ?? choice }), '0');
    const payload = viewActionPayload(action, options.fields ?? {}, view, this.#person(view.user), this.#context);
    await this.#connection().deliver({ type: 'interactive', payload });
  }

  /** Types into a searched menu of a view, with nothing to see what it offers first. Returns the bot's options; throws for those that Slack refuses. */
  async search(view: View, actionId: string, typed: string, blockId?: string): Promise<readonly JsonObject[]> {
    const { block_id, action_id } = pressedAction(view.blocks, { actionIdOrText: actionId, blockId }, '0');
    const payload = suggestionPayload({ block_id, action_id }, typed, view, this.#person(view.user), this.#context);
    const options = checkedOptions(await this.#connection().deliver({ type: 'interactive', payload }));
    this.#context.offered.add(view, { block_id, action_id }, options);
    return options;
  }

  /** Submits a modal. Returns the bot's errors by block id; none when it was accepted. */
  async submit(view: View, values: JsonObject): Promise<JsonObject> {
    const payload = submissionPayload(view, values, this.#person(view.user), this.#context);
    return followSubmission(view, await this.#connection().deliver({ type: 'interactive', payload }), this.#context);
  }

  /** Closes a modal, or with `all` the whole stack, without submitting. The bot is told where it asked to be. */
  async close(view: View, all = false): Promise<void> {
    const closed = all ? this.modalsOf(view.user).toReversed() : [view];
    this.#context.views.close(view, all);
    for (const one of closed.filter(({ given }) => given.notify_on_close === true)) {
      const payload = closedPayload(one, all, this.#person(one.user), this.#context);
      await this.#connection().deliver({ type: 'interactive', payload });
    }
  }

  /** The open modals of a person, the topmost last. */
  modalsOf(user: string): readonly View[] {
    return this.#context.views.modalsOf(this.#person(user).id);
  }

  /** Opens the Home tab of a person. What the bot publishes shows up in {@link homeOf} later. */
  async openHome(user: string): Promise<void> {
    const person = this.#person(user);
    const view = this.homeOf(user);
    const channel = this.#context.state.directChannelOf(person).id;
    const seen = view === undefined ? {} : { view: viewJson(view) };
    await this.event({ type: 'app_home_opened', user: person.id, channel, tab: 'home', ...seen });
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

  /** Calls `listener` for each message posted, changed or deleted from now on. Returns a function that stops it. */
  onMessage(listener: (change: MessageChange) => void): () => void {
    return this.#context.state.subscribe(listener);
  }

  invite(channel: string): void {
    this.#channel(channel).members.add(this.#context.state.bot.id);
  }

  /** Somebody adds the bot, which it hears of. */
  async addBot(channel: string, user: string = this.viewer.id): Promise<void> {
    await addBot(this.#channel(channel), this.#person(user), this.#sendEvent, this.#context);
  }

  /** Posting to the channel fails with this error from now on: `restricted_action`; null lets the bot post again. */
  refusePosts(channel: string, error: string | null): void {
    const found = this.#channel(channel);
    if (error === null) delete found.refusal;
    else found.refusal = error;
  }

  archive(channel: string): void {
    this.#channel(channel).isArchived = true;
  }

  removeBot(channel: string): void {
    this.#channel(channel).members.delete(this.#context.state.bot.id);
  }

  /** Sends an event of the Events API if the app asked for its kind; with `retry`, as one that was not acknowledged before. */
  async event(event: JsonObject, { eventId = newEventId(), retry, retryReason = 'http_timeout' }: EventOptions = {}): Promise<void> {
    const kind = event.type === 'message' ? `message.${event.channel_type}` : String(event.type);
    if (!this.#context.events.has(kind)) return;
    const payload = eventPayload(event, eventId, this.#context.clock().getTime(), this.#context);
    await this.#connection().deliver({
      type: 'events_api',
      payload,
      ...(retry === undefined ? {} : { retry: { attempt: retry, reason: retryReason } }),
    });
  }

  #atMessage(message: Message, user: string | undefined): { shown: Message; person: Person; channel: Channel; responseUrlId: string } {
    const { person, channel } = this.#whereabouts({ channel: message.channel, ...(user === undefined ? {} : { user }) });
    const shown = this.#context.state.message(message.channel, message.ts);
    if (shown === undefined) throw new Error(`Message ${message.ts} is no longer there`);
    const target = { channel: channel.id, user: person.id, threadTs: shown.threadTs, originalTs: shown.ts };
    return { shown, person, channel, responseUrlId: this.#context.responseUrls.issue(target) };
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

function newEventId(): string {
  return `Ev${randomUUID().slice(0, 8)}`;
}
