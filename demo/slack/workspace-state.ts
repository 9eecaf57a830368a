import { withBlockIds } from './block-ids.ts';
import { type Channel, defaultChannels, directChannel } from './channel.ts';
import type { Message, MessageChange, NewMessage } from './message.ts';
import { type Person, slackbot } from './people.ts';

/** People, channels, messages, and every change to the messages in order. */
export class WorkspaceState {
  readonly bot: Person;
  readonly people: readonly Person[];
  readonly channels: Channel[];
  /** Every change to a message, oldest first. */
  readonly changes: MessageChange[] = [];
  readonly #messages = new Map<string, Message[]>();
  readonly #listeners = new Set<(change: MessageChange) => void>();
  readonly #clock: () => Date;
  #lastTsMicros = 0;

  constructor(people: readonly Person[], bot: Person, clock: () => Date) {
    this.bot = bot;
    this.people = people;
    this.channels = defaultChannels(people, bot);
    this.#clock = clock;
  }

  /** A person, the bot, or Slackbot. */
  person(id: string): Person | undefined {
    return [...this.people, this.bot, slackbot].find(person => person.id === id);
  }

  /** By id, or by name with or without `#`. */
  channel(idOrName: string): Channel | undefined {
    const name = idOrName.replace(/^#/, '');
    return this.channels.find(channel => channel.id === idOrName || (channel.kind !== 'direct' && channel.name === name));
  }

  /** The direct conversation of `person` with the bot, opened if needed. */
  directChannelOf(person: Person): Channel {
    const found = this.channels.find(channel => channel.kind === 'direct' && channel.members.has(person.id));
    if (found !== undefined) return found;
    const opened = directChannel(person, this.bot);
    this.channels.push(opened);
    return opened;
  }

  /** Oldest first, ephemeral messages included. */
  messagesIn(channelId: string): readonly Message[] {
    return this.#messages.get(channelId) ?? [];
  }

  message(channelId: string, ts: string): Message | undefined {
    return this.messagesIn(channelId).find(message => message.ts === ts);
  }

  post(message: NewMessage, via: string | null = null): Message {
    const posted: Message = {
      threadTs: null,
      broadcast: false,
      metadata: null,
      visibleTo: null,
      files: [],
      ...message,
      blocks: withBlockIds(message.blocks ?? []),
      ts: this.nextTs(),
      edited: false,
    };
    this.#messages.set(posted.channel, [...this.messagesIn(posted.channel), posted]);
    this.#tell({ kind: 'posted', message: posted, via });
    return posted;
  }

  /** Replaces the given `fields`. The message must exist. */
  change(message: Message, fields: Partial<Pick<Message, 'text' | 'blocks' | 'metadata'>>, via: string | null = null): Message {
    const changed: Message = { ...message, ...fields, blocks: withBlockIds(fields.blocks ?? message.blocks), edited: true };
    this.#messages.set(
      message.channel,
      this.messagesIn(message.channel).map(other => (other.ts === message.ts ? changed : other)),
    );
    this.#tell({ kind: 'changed', message: changed, via });
    return changed;
  }

  delete(message: Message, via: string | null = null): void {
    this.#messages.set(
      message.channel,
      this.messagesIn(message.channel).filter(other => other.ts !== message.ts),
    );
    this.#tell({ kind: 'deleted', message, via });
  }

  /** Calls `listener` for each change from now on. Returns a function that stops it. */
  subscribe(listener: (change: MessageChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A new `ts`. It rises even if the clock stands still or goes back: a `ts` is an id too. */
  nextTs(): string {
    this.#lastTsMicros = Math.max(this.#clock().getTime() * 1000, this.#lastTsMicros + 1);
    const seconds = Math.floor(this.#lastTsMicros / 1_000_000);
    return `${seconds}.${String(this.#lastTsMicros % 1_000_000).padStart(6, '0')}`;
  }

  #tell(change: MessageChange): void {
    this.changes.push(change);
    for (const listener of this.#listeners) listener(change);
  }
}
