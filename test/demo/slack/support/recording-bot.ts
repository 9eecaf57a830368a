import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { SlackStandIn } from '../../../../demo/slack/stand-in.ts';
import type { Mode } from './echo-bot.ts';

/** One request or frame that reached the bot, as it stood. */
interface Received {
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
  /** The request target; empty over a socket. */
  readonly target: string;
}

export interface RecordingBot {
  readonly received: readonly Received[];
  /** The payload of the newest delivery, whichever way it came. */
  newest(): Payload;
  /** How the socket ended: 1006 for one that was cut; null while it is open. */
  closeCode(): number | null;
  stop(): Promise<void>;
}

const payload = z.looseObject({});
type Payload = z.infer<typeof payload>;

const opened = z.object({ url: z.string() });
const envelope = z.object({ envelope_id: z.string(), payload, retry_attempt: z.number().optional(), retry_reason: z.string().optional() });

/** A bot that acknowledges everything, does nothing, and keeps what it was sent. */
export async function startRecordingBot(slack: SlackStandIn, mode: Mode): Promise<RecordingBot> {
  return mode === 'http' ? overHttp(slack) : overSocket(slack);
}

async function overHttp(slack: SlackStandIn): Promise<RecordingBot> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    received.push({ text, headers: request.headers, target: request.url ?? '' });
    response.end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  // A server on a TCP port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  slack.connectHttp(`http://127.0.0.1:${port}/slack/events`);
  return {
    received,
    newest: () => decoded(received.at(-1)?.text ?? ''),
    closeCode: () => null,
    stop: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** A body is JSON, a form with JSON in it, or the form of a command. */
function decoded(body: string): Payload {
  if (body.startsWith('{')) return payload.parse(JSON.parse(body));
  const fields = Object.fromEntries(new URLSearchParams(body));
  return payload.parse(fields.payload === undefined ? fields : JSON.parse(fields.payload));
}

async function overSocket(slack: SlackStandIn): Promise<RecordingBot> {
  const headers = { authorization: `Bearer ${slack.appToken}` };
  const { url } = opened.parse(await (await fetch(`${slack.apiUrl}apps.connections.open`, { method: 'POST', headers })).json());
  const socket = new WebSocket(url);
  const received: Received[] = [];
  let closeCode: number | null = null;
  socket.on('close', code => {
    closeCode = code;
  });
  const greeted = new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.on('message', data => {
      const text = String(data);
      if (text.includes('"hello"')) return resolve();
      received.push({ text, headers: {}, target: '' });
      if (text.includes('envelope_id')) socket.send(JSON.stringify({ envelope_id: envelope.parse(JSON.parse(text)).envelope_id }));
    });
  });
  await greeted;
  return {
    received,
    newest: () => envelope.parse(JSON.parse(received.at(-1)?.text ?? '')).payload,
    closeCode: () => closeCode,
    stop: async () => socket.terminate(),
  };
}
