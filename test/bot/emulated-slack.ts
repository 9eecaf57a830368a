import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { webApi } from '@slack/bolt';
import { createEmulator } from 'emulate';
import { readManifest } from '../../demo/slack/app-manifest.ts';
import { isJsonObject, type JsonObject } from '../../demo/slack/json.ts';

/** What spendbot called, and what was answered. */
export interface ApiCall {
  readonly method: string;
  /** Blocks, views and the like as what they are, not as text. */
  readonly args: JsonObject;
  readonly answer: JsonObject;
}

/**
 * A Slack that we did not write, `emulate`, with the scopes that manifest.yml asks for. It knows the Web API: messages, updates, files,
 * views, channels and people. It has no response URLs, no Socket Mode, no commands, events or presses, no rate limits, and no
 * `apps.connections.open`; it takes any blocks, and does not put a broadcast reply into a channel's history.
 */
export interface EmulatedSlack {
  /** Where spendbot calls: everything is handed on, and noted. */
  readonly apiUrl: string;
  readonly botToken: string;
  /** The test's own, with spendbot's token; not noted. */
  readonly client: webApi.WebClient;
  readonly calls: readonly ApiCall[];
  /** Of a person or a channel: spendbot, olga (an admin), alice, #general, #ml-costs. */
  idOf(name: string): string;
  /** For what a person presses or chooses. */
  triggerOf(name: string): Promise<string>;
  /** What a file that was uploaded holds. */
  contentOf(file: { readonly url_private?: string }): Promise<Buffer>;
  /** Cuts the connection of the next call of `method`, after Slack took it. */
  cutAfterAccept(method: string): void;
  close(): Promise<void>;
}

const botToken = 'xoxb-test-emulate';

export async function startEmulatedSlack(): Promise<EmulatedSlack> {
  const { scopes } = await readManifest(new URL('../../manifest.yml', import.meta.url));
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    seed: {
      slack: {
        strict_scopes: true,
        users: [{ name: 'spendbot' }, { name: 'olga', is_admin: true }, { name: 'alice', email: 'alice@acme.example' }],
        channels: [{ name: 'ml-costs' }],
        tokens: [{ token: botToken, user: 'spendbot', scopes }],
      },
    },
  });
  const client = new webApi.WebClient(botToken, { slackApiUrl: `${emulator.url}/api/` });
  const { members = [] } = await client.users.list({});
  const { channels = [] } = await client.conversations.list();
  const ids = new Map([...members, ...channels].map(({ name, id }) => [name, id]));
  const idOf = (name: string) => {
    const id = ids.get(name);
    if (id === undefined) throw new Error(`nobody and nothing is called ${name}`);
    return id;
  };
  const calls: ApiCall[] = [];
  const cuts: string[] = [];
  const noting = createServer(async (request, response) => {
    const body = await buffer(request);
    const answer = await handedOn(request, body, emulator.url);
    const method = (request.url ?? '').replace(/^\/api\//, '');
    const text = await answer.text();
    calls.push({ method, args: argumentsIn(body.toString()), answer: jsonOr({}, text) });
    const cut = cuts.indexOf(method);
    if (cut < 0) return void response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
    cuts.splice(cut, 1);
    request.socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(noting, 'listening');
  const address = noting.address();
  return {
    apiUrl: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/api/`,
    botToken,
    client,
    calls,
    idOf,
    async triggerOf(name) {
      return String(Object(await client.apiCall('views.generateTriggerId', { user_id: idOf(name) })).trigger_id);
    },
    async contentOf({ url_private }) {
      const answer = await fetch(String(url_private), { headers: { authorization: `Bearer ${botToken}` } });
      return Buffer.from(await answer.arrayBuffer());
    },
    cutAfterAccept: method => void cuts.push(method),
    async close() {
      noting.closeAllConnections();
      noting.close();
      await emulator.close();
    },
  };
}

function handedOn(request: IncomingMessage, body: Buffer, url: string): Promise<Response> {
  const { authorization = '', 'content-type': contentType = '' } = request.headers;
  return fetch(`${url}${request.url}`, { method: 'POST', headers: { authorization, 'content-type': contentType }, body });
}

function argumentsIn(body: string): JsonObject {
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => [name, /^[[{]/.test(value) ? jsonOr(value, value) : value]),
  );
}

function jsonOr<T>(otherwise: T, text: string): JsonObject | T {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) || Array.isArray(value) ? (value as JsonObject) : otherwise;
  } catch {
    return otherwise;
  }
}
