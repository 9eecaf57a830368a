import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { acknowledgeWithinMs, type BotConnection, type RawOptions } from './bot-connection.ts';
import type { Context, RecordedCall, Shortcut, SlashCommand } from './context.ts';
import type { Failure, FailureRule } from './failures.ts';
import type { FormRule } from './faults/message-forms.ts';
import type { Down, Period } from './faults/outages.ts';
import { acceptUpload, sendFile } from './file-routes.ts';
import { HttpMode } from './http-mode.ts';
import { newContext } from './new-context.ts';
import type { Controls } from './page/controls.ts';
import { answerPage } from './page/page-routes.ts';
import type { NewPerson } from './people.ts';
import { readFields } from './request-body.ts';
import { type DisconnectReason, SocketMode, type Stall } from './socket-mode.ts';
import { answerWebApi, withFailure } from './web-api.ts';
import { Workspace } from './workspace.ts';

export interface SlackStandInOptions {
  /** 0, the default, takes any free port. It listens on 127.0.0.1 only. */
  readonly port?: number;
  /** The time of messages; the machine's by default. */
  readonly clock?: () => Date;
  /** The person at the page, and the default user of every `workspace` call; an admin by default. */
  readonly viewer?: NewPerson;
  /** Everyone else. */
  readonly members?: readonly NewPerson[];
  /** The app was installed for a whole enterprise, which the workspace then belongs to; false by default. */
  readonly isOrgInstall?: boolean;
  readonly workspaceName?: string;
  readonly botName?: string;
  /** As in the app's manifest; by default `/spend`, no shortcut, and all events that the stand-in knows. */
  readonly commands?: readonly (string | SlashCommand)[];
  readonly shortcuts?: readonly Shortcut[];
  readonly events?: readonly string[];
  /** Scopes of the bot token; by default those that spendbot asks for. */
  readonly scopes?: readonly string[];
  /** How long an uploaded file stays unprocessed; 300 by default. */
  readonly fileProcessingMs?: number;
  /** How long to wait for an acknowledgement over Socket Mode; three seconds by default, as Slack does. */
  readonly acknowledgeWithinMs?: number;
  /** An older workspace: blocks of these types are refused, `data_visualization` for instance. */
  readonly refusedBlockTypes?: readonly string[];
  /** The name of the channel that the page opens on; `general` by default. */
  readonly opensOn?: string;
  /** The page's panel that breaks things; none by default. */
  readonly controls?: Controls;
}

export interface SlackStandIn {
  /** The page's address. */
  readonly url: string;
  /** What the bot needs as `SLACK_API_URL`. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly workspace: Workspace;
  /** Every Web API call so far, without its token. */
  readonly calls: readonly RecordedCall[];
  /** From now on commands, presses and events go signed to this address (`http://127.0.0.1:3000/slack/events`) instead of over Socket Mode. */
  connectHttp(botUrl: string): void;
  /** Asks Socket Mode connections to reconnect; `refresh_requested` by default. */
  refreshSockets(reason?: DisconnectReason): void;
  /** Ends Socket Mode connections without a goodbye. */
  cutSockets(): void;
  /** The next Socket Mode connections, one for each of `stalls`, never get ready. */
  stallSockets(stalls: readonly Stall[]): void;
  /** How many Socket Mode connections the bot holds. */
  socketConnections(): number;
  /** Sends the bot this text as it stands: a signed body, or a socket frame. Resolves with its HTTP status; null over a socket. */
  sendRaw(text: string, options?: RawOptions): Promise<number | null>;
  /** Makes the next calls of a method fail. */
  fail(failure: Failure): void;
  /** From now on, calls without an ordered failure fail as `rule` decides. */
  failBy(rule: FailureRule): void;
  /** Refuses messages and views by their form, whichever way they are sent. */
  refuseForms(rule: FormRule): void;
  /** Every call is refused with this code (`invalid_auth`, `account_inactive`), as when the app was removed. */
  refuseTokens(code: string): void;
  /** Slack is down from now on, which ends Socket Mode connections, or in a period of the workspace's clock. */
  goDown(how: Down, period?: Period): void;
  /** Nobody listens any more: connections are refused until `listenAgain`. */
  stopListening(): Promise<void>;
  listenAgain(): Promise<void>;
  /** Ends all that was ordered with `fail`, `failBy`, `refuseForms`, `refuseTokens` and `goDown`. */
  heal(): void;
  /** Block types that this workspace does not support; an empty list makes it up to date. */
  refuseBlockTypes(types: readonly string[]): void;
  close(): Promise<void>;
}

/** Starts a Slack workspace on this machine, for a bot whose `slackApiUrl` is its `apiUrl`, and for a browser at its `url`. */
export async function startSlackStandIn(options: SlackStandInOptions = {}): Promise<SlackStandIn> {
  const server = createServer((request, response) => {
    answer(request, response, context, workspace).catch((error: Error) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`The stand-in itself failed: ${error.stack}`);
    });
  });
  let url = '';
  const context: Context = newContext(
    options,
    () => url,
    () => sockets.issueTicket(),
  );
  const sockets = new SocketMode(server, context.appId, options.acknowledgeWithinMs ?? acknowledgeWithinMs, context.outages);
  let connection: BotConnection = sockets;
  const [viewer] = context.state.people;
  if (viewer === undefined) throw new Error('A workspace needs a person');
  const workspace = new Workspace(viewer, context, () => connection);
  await listen(server, options.port ?? 0);
  url = `http://127.0.0.1:${portOf(server.address())}`;
  return {
    url,
    apiUrl: `${url}/api/`,
    botToken: context.botToken,
    appToken: context.appToken,
    signingSecret: context.signingSecret,
    workspace,
    calls: context.calls,
    connectHttp: botUrl => {
      connection = new HttpMode(botUrl, context.signingSecret);
    },
    refreshSockets: (reason = 'refresh_requested') => sockets.refresh(reason),
    cutSockets: () => sockets.cut(),
    stallSockets: stalls => sockets.stall(stalls),
    socketConnections: () => sockets.connections,
    sendRaw: (text, raw) => connection.sendRaw(text, raw),
    fail: failure => context.failures.order(failure),
    failBy: rule => context.failures.follow(rule),
    refuseForms: rule => context.messageForms.refuseBy(rule),
    refuseTokens: code => {
      context.tokenRefusal = code;
    },
    goDown: (how, period) => {
      context.outages.order(how, period ?? null);
      if (period === undefined) sockets.cut();
    },
    stopListening: async () => {
      sockets.cut();
      await stopped(server);
    },
    listenAgain: () => listen(server, Number(new URL(url).port)),
    heal: () => {
      context.failures.clear();
      context.outages.end();
      context.messageForms.takeAll();
      context.tokenRefusal = null;
    },
    refuseBlockTypes: types => {
      context.refusedBlockTypes.clear();
      for (const type of types) context.refusedBlockTypes.add(type);
    },
    close: async () => {
      await sockets.close();
      await stopped(server);
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, context: Context, workspace: Workspace): Promise<void> {
  const url = new URL(request.url ?? '/', context.url());
  const [, folder, name = ''] = url.pathname.split('/');
  if (request.method === 'POST' && endedByOutage(folder, request, response, context)) return;
  if (request.method === 'POST' && folder === 'api') return answerWebApi(name, request, response, context);
  if (request.method === 'POST' && folder === 'respond') {
    const body = await readFields(request);
    return withFailure({ method: 'respond', args: body ?? {} }, response, context, () => context.responseUrls.answer(name, body, context));
  }
  if (request.method === 'POST' && folder === 'upload') return acceptUpload(url.pathname, request, response, context);
  if (request.method === 'GET' && folder === 'files') return sendFile(name, response, context);
  if (await answerPage(request, response, url, context, workspace)) return;
  response.writeHead(404, { 'content-type': 'text/plain' }).end('Nothing is here');
}

/** Whether Slack is down for this call, which is then ended as ordered. */
function endedByOutage(folder: string | undefined, request: IncomingMessage, response: ServerResponse, { outages }: Context): boolean {
  const down = ['api', 'respond', 'upload'].includes(folder ?? '') ? outages.now() : null;
  if (down === 'cut') request.socket.destroy();
  else if (typeof down === 'number') response.writeHead(down, { 'content-type': 'text/html' }).end('<h1>Slack is down</h1>');
  return down !== null;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
}

async function stopped(server: Server): Promise<void> {
  const closed = new Promise(resolve => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The stand-in did not get a port');
  return address.port;
}
