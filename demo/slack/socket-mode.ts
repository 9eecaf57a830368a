import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type BotConnection, type Delivery, NotAcknowledged } from './bot-connection.ts';
import type { Outages } from './faults/outages.ts';
import { isJsonObject, type JsonObject } from './json.ts';

/** `link_disabled`: Socket Mode was switched off in the app's settings. */
export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled';

/** How a connection never gets ready: nobody answers its request, or nobody greets it. */
export type Stall = 'unanswered' | 'ungreeted';

const path = '/link';
/** The client drops a connection after 30 s without a ping. */
const pingEveryMs = 10_000;

/** The Socket Mode side of Slack: connections that the bot opens, envelopes sent over the newest, acknowledgements matched by their id. */
export class SocketMode implements BotConnection {
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #sockets = new Set<WebSocket>();
  readonly #waiting = new Map<string, (payload: JsonObject | null) => void>();
  readonly #appId: string;
  readonly #acknowledgeWithinMs: number;
  readonly #outages: Outages;
  #stalls: Stall[] = [];
  readonly #unanswered: Duplex[] = [];

  constructor(httpServer: Server, appId: string, acknowledgeWithinMs: number, outages: Outages) {
    this.#outages = outages;
    this.#appId = appId;
    this.#acknowledgeWithinMs = acknowledgeWithinMs;
    httpServer.on('upgrade', (request, stream, head) => this.#accept(request, stream, head));
  }

  /** The path and ticket of one connection, for `apps.connections.open`. */
  issueTicket(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return `${path}?ticket=${ticket}`;
  }

  /** How many connections the bot holds. */
  get connections(): number {
    return this.#sockets.size;
  }

  async deliver({ type, payload, retry }: Delivery): Promise<JsonObject | null> {
    const socket = this.#newest();
    const envelopeId = randomUUID();
    const acknowledged = new Promise<JsonObject | null>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(envelopeId);
        reject(new NotAcknowledged('operation_timeout', `no acknowledgement within ${this.#acknowledgeWithinMs} ms`));
      }, this.#acknowledgeWithinMs);
      this.#waiting.set(envelopeId, ackPayload => {
        clearTimeout(timer);
        this.#waiting.delete(envelopeId);
        resolve(ackPayload);
      });
    });
    const retryFields = retry === undefined ? {} : { retry_attempt: retry.attempt, retry_reason: retry.reason };
    socket.send(
      JSON.stringify({ envelope_id: envelopeId, type, accepts_response_payload: type !== 'events_api', payload, ...retryFields }),
    );
    return acknowledged;
  }

  async sendRaw(text: string): Promise<null> {
    this.#newest().send(text);
    return null;
  }

  /** Ends every connection without a goodbye, as a broken network does. */
  cut(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  /** The next connections, one for each of `stalls`, never get ready. */
  stall(stalls: readonly Stall[]): void {
    this.#stalls.push(...stalls);
  }

  /** Asks every connection to reconnect, as Slack does every few hours. */
  refresh(reason: DisconnectReason): void {
    for (const socket of this.#sockets) socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'stand-in' } }));
  }

  /** Closes every connection, politely at first: a bot that is stopping too would otherwise log an error. */
  async close(): Promise<void> {
    const closed = [...this.#sockets].map(socket => new Promise(resolve => socket.once('close', resolve)));
    for (const socket of this.#sockets) socket.close(1001);
    const impatience = setTimeout(() => {
      for (const socket of this.#sockets) socket.terminate();
    }, 500);
    for (const stream of this.#unanswered) stream.destroy();
    await Promise.all(closed);
    clearTimeout(impatience);
    this.#server.close();
  }

  #newest(): WebSocket {
    const socket = [...this.#sockets].at(-1);
    if (socket === undefined) throw new NotAcknowledged('dispatch_failed', 'no Socket Mode connection is open');
    return socket;
  }

  #accept(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const down = this.#outages.now();
    if (down === 'hang') return;
    if (down === 'cut') return void stream.destroy();
    if (down !== null) return void stream.end(`HTTP/1.1 ${down} Down\r\n\r\n`);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname !== path || !this.#tickets.delete(searchParams.get('ticket') ?? '')) {
      stream.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      return;
    }
    const stall = this.#stalls.shift();
    if (stall === 'unanswered') return void this.#unanswered.push(stream);
    this.#server.handleUpgrade(request, stream, head, socket => {
      if (stall === undefined) this.#greet(socket);
    });
  }

  #greet(socket: WebSocket): void {
    const pings = setInterval(() => socket.ping(), pingEveryMs);
    socket.on('message', data => this.#acknowledge(String(data)));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(pings);
      this.#sockets.delete(socket);
    });
    this.#sockets.add(socket);
    socket.send(JSON.stringify({ type: 'hello', num_connections: this.#sockets.size, connection_info: { app_id: this.#appId } }));
  }

  #acknowledge(text: string): void {
    const message: unknown = JSON.parse(text);
    if (!isJsonObject(message)) return;
    const payload = isJsonObject(message.payload) && Object.keys(message.payload).length > 0 ? message.payload : null;
    this.#waiting.get(String(message.envelope_id))?.(payload);
  }
}
