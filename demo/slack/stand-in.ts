import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { acknowledgeWithinMs, type BotConnection } from './bot-connection.ts';
import type { Context, RecordedCall, Shortcut, SlashCommand } from './context.ts';
import { type Failure, type FailureRule, Failures } from './failures.ts';
import { Files, isPng } from './files.ts';
import { HttpMode } from './http-mode.ts';
import type { Controls } from './page/controls.ts';
import { answerPage } from './page/page-routes.ts';
import { defaultMembers, defaultViewer, type NewPerson, withIds } from './people.ts';
import { readFields, readUpload } from './request-body.ts';
import { ResponseUrls } from './response-urls.ts';
import { SocketMode } from './socket-mode.ts';
import { TriggerIds } from './trigger-ids.ts';
import { Views } from './views.ts';
import { answerWebApi, withFailure } from './web-api.ts';
import { Workspace } from './workspace.ts';
import { WorkspaceState } from './workspace-state.ts';

export interface SlackStandInOptions {
  /** 0, the default, takes any free port. It listens on 127.0.0.1 only. */
  readonly port?: number;
  /** The time of messages; the machine's by default. */
  readonly clock?: () => Date;
  /** The person at the page, and the default user of every `workspace` call; an admin by default. */
  readonly viewer?: NewPerson;
  /** Everyone else. */
  readonly members?: readonly NewPerson[];
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
  /** Asks Socket Mode connections to reconnect. */
  refreshSockets(): void;
  /** How many Socket Mode connections the bot holds. */
  socketConnections(): number;
  /** Makes the next calls of a method fail. */
  fail(failure: Failure): void;
  /** From now on, calls without an ordered failure fail as `rule` decides. */
  failBy(rule: FailureRule): void;
  /** Every method works again. */
  heal(): void;
  /** Block types that this workspace does not support; an empty list makes it up to date. */
  refuseBlockTypes(types: readonly string[]): void;
  close(): Promise<void>;
}

const defaultScopes: readonly string[] = [
  ...['commands', 'chat:write', 'files:write', 'files:read', 'app_mentions:read', 'im:history', 'channels:read', 'groups:read'],
  ...['users:read', 'users:read.email', 'channels:history', 'groups:history'],
];

/** Starts a Slack workspace on this machine, for a bot whose `slackApiUrl` is its `apiUrl`, and for a browser at its `url`. */
export async function startSlackStandIn(options: SlackStandInOptions = {}): Promise<SlackStandIn> {
  const server = createServer((request, response) => {
    answer(request, response, context, workspace).catch((error: Error) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`The stand-in itself failed: ${error.stack}`);
    });
  });
  const sockets = new SocketMode(server, 'A0SPENDBOT', options.acknowledgeWithinMs ?? acknowledgeWithinMs);
  let url = '';
  const context = newContext(options, () => url, sockets);
  let connection: BotConnection = sockets;
  const [viewer] = context.state.people;
  if (viewer === undefined) throw new Error('A workspace needs a person');
  const workspace = new Workspace(viewer, context, () => connection);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve));
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
    refreshSockets: () => sockets.refresh(),
    socketConnections: () => sockets.connections,
    fail: failure => context.failures.order(failure),
    failBy: rule => context.failures.follow(rule),
    heal: () => context.failures.clear(),
    refuseBlockTypes: types => {
      context.refusedBlockTypes.clear();
      for (const type of types) context.refusedBlockTypes.add(type);
    },
    close: async () => {
      await sockets.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

function newContext(options: SlackStandInOptions, url: () => string, sockets: SocketMode): Context {
  const clock = options.clock ?? (() => new Date());
  const bot = { id: 'U0SPENDBOT', handle: 'spendbot', name: options.botName ?? 'spendbot', email: null, role: 'bot' } as const;
  const people = withIds([options.viewer ?? defaultViewer, ...(options.members ?? defaultMembers)]);
  return {
    team: { id: 'T0STANDIN', domain: 'stand-in', name: options.workspaceName ?? 'Acme' },
    appId: 'A0SPENDBOT',
    botId: 'B0SPENDBOT',
    botToken: 'xoxb-test-stand-in',
    appToken: 'xapp-test-stand-in',
    signingSecret: 'test-signing-secret',
    scopes: new Set(options.scopes ?? defaultScopes),
    commands: (options.commands ?? ['/spend']).map(command => (typeof command === 'string' ? { command, hint: '' } : command)),
    shortcuts: options.shortcuts ?? [],
    events: new Set(options.events ?? ['app_mention', 'message.im', 'app_home_opened']),
    state: new WorkspaceState(people, bot, clock),
    files: new Files(options.fileProcessingMs ?? 300, url),
    views: new Views(),
    triggers: new TriggerIds(),
    responseUrls: new ResponseUrls(clock),
    failures: new Failures(),
    refusedBlockTypes: new Set(options.refusedBlockTypes ?? []),
    calls: [],
    controls: options.controls ?? null,
    reportFailure: error => process.stderr.write(`The workspace's panel failed: ${error instanceof Error ? error.stack : String(error)}\n`),
    clock,
    url,
    socketUrl: () => `${url().replace(/^http/, 'ws')}${sockets.issueTicket()}`,
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, context: Context, workspace: Workspace): Promise<void> {
  const url = new URL(request.url ?? '/', context.url());
  const [, folder, name = ''] = url.pathname.split('/');
  if (request.method === 'POST' && folder === 'api') return answerWebApi(name, request, response, context);
  if (request.method === 'POST' && folder === 'respond') {
    const body = await readFields(request);
    return withFailure('respond', response, context, () => context.responseUrls.answer(name, body, context));
  }
  if (request.method === 'POST' && folder === 'upload') return acceptUpload(url.pathname, request, response, context);
  if (request.method === 'GET' && folder === 'files') return sendFile(name, response, context);
  if (await answerPage(request, response, url, context, workspace)) return;
  response.writeHead(404, { 'content-type': 'text/plain' }).end('Nothing is here');
}

async function acceptUpload(path: string, request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  const bytes = await readUpload(request);
  await withFailure('upload', response, context, () => {
    const file = context.files.byUploadToken(path.split('/').at(-1) ?? '');
    if (file === undefined) return { status: 404, body: 'Unknown upload address' };
    if (bytes.length !== file.announcedBytes) return { status: 400, body: `Announced ${file.announcedBytes} bytes, got ${bytes.length}` };
    file.bytes = bytes;
    return { status: 200, body: `OK - ${bytes.length}` };
  });
}

/** The browser shows pictures and downloads everything else, so that no uploaded page runs here. */
function sendFile(id: string, response: ServerResponse, context: Context): void {
  const file = context.files.get(id);
  if (file === undefined || file.bytes === null || !file.complete) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('No such file');
    return;
  }
  const type = isPng(file.bytes) ? 'image/png' : 'application/octet-stream';
  const disposition = isPng(file.bytes) ? 'inline' : 'attachment';
  response
    .writeHead(200, { 'content-type': type, 'content-disposition': disposition, 'x-content-type-options': 'nosniff' })
    .end(file.bytes);
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The stand-in did not get a port');
  return address.port;
}
