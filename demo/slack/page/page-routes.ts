import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { NotAcknowledged } from '../bot-connection.ts';
import type { Context } from '../context.ts';
import { type JsonObject, textOf } from '../json.ts';
import type { Message } from '../message.ts';
import { readFields } from '../request-body.ts';
import type { Workspace } from '../workspace.ts';
import { messageHtml } from './message-html.ts';
import { streamChanges } from './stream.ts';

const assets: Readonly<Record<string, { file: string; type: string }>> = {
  '/': { file: fileURLToPath(new URL('./page.html', import.meta.url)), type: 'text/html' },
  '/page/page.js': { file: fileURLToPath(new URL('./page.js', import.meta.url)), type: 'text/javascript' },
  '/page/page.css': { file: fileURLToPath(new URL('./page.css', import.meta.url)), type: 'text/css' },
  '/page/sidebar.css': { file: fileURLToPath(new URL('./sidebar.css', import.meta.url)), type: 'text/css' },
  '/page/messages.css': { file: fileURLToPath(new URL('./messages.css', import.meta.url)), type: 'text/css' },
  '/page/blocks.css': { file: fileURLToPath(import.meta.resolve('slack-blocks-to-jsx/dist/style.css')), type: 'text/css' },
};

/** Nothing but what this server serves may run, load or be shown: messages may hold addresses of pictures elsewhere. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Serves the page and what its script asks for. False when the address is none of the page's. */
export async function answerPage(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  context: Context,
  workspace: Workspace,
): Promise<boolean> {
  const asset = assets[url.pathname];
  if (request.method === 'GET' && asset !== undefined) {
    const bytes = await readFile(asset.file);
    response.writeHead(200, {
      'content-type': `${asset.type}; charset=utf-8`,
      'content-security-policy': contentSecurityPolicy,
      'cache-control': 'no-cache',
    });
    response.end(bytes);
    return true;
  }
  if (!url.pathname.startsWith('/page/')) return false;
  const user = textOf(url.searchParams.get('user')) ?? workspace.viewer.id;
  if (request.method === 'GET' && url.pathname === '/page/workspace') sendJson(response, 200, workspaceJson(context, workspace, user));
  else if (request.method === 'GET' && url.pathname === '/page/messages')
    sendJson(response, 200, messagesJson(context, workspace, user, url.searchParams.get('channel') ?? 'general'));
  else if (request.method === 'GET' && url.pathname === '/page/stream') streamChanges(response, user, context);
  else if (request.method === 'POST' && isFromThisPage(request)) await act(request, response, url.pathname, context, workspace);
  else return false;
  return true;
}

/** What another site makes a browser send carries that site's origin; a name made to point here is not this machine's. */
function isFromThisPage(request: IncomingMessage): boolean {
  const { origin, host = '' } = request.headers;
  const isJson = request.headers['content-type']?.startsWith('application/json') ?? false;
  const isHere = /^(127\.0\.0\.1|localhost):\d+$/.test(host);
  return isJson && isHere && (origin === undefined || origin === `http://${host}`);
}

async function act(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  context: Context,
  workspace: Workspace,
): Promise<void> {
  const fields = (await readFields(request)) ?? {};
  const user = textOf(fields.user) ?? workspace.viewer.id;
  const channel = textOf(fields.channel) ?? 'general';
  try {
    if (path === '/page/type') await workspace.type(textOf(fields.text) ?? '', { user, channel });
    else await press(fields, user, channel, context, workspace);
    sendJson(response, 200, { ok: true });
  } catch (error) {
    // Shown beside the composer; a command that failed has been answered by Slackbot too.
    const problem =
      error instanceof NotAcknowledged ? `The bot did not answer (${error.code}).` : error instanceof Error ? error.message : String(error);
    sendJson(response, 200, { ok: false, problem });
  }
}

async function press(fields: JsonObject, user: string, channel: string, context: Context, workspace: Workspace): Promise<void> {
  const message = context.state.message(channel, textOf(fields.ts) ?? '');
  if (message === undefined) throw new Error('This message is no longer there.');
  const choice = textOf(fields.choice);
  await workspace.press(message, textOf(fields.action) ?? '', choice === undefined ? { user } : { user, choice });
}

function workspaceJson(context: Context, workspace: Workspace, user: string): JsonObject {
  return {
    name: context.team.name,
    bot: context.state.bot.name,
    viewer: user,
    people: workspace.people.map(({ id, name, role }) => ({ id, name, role })),
    commands: context.commands,
    channels: context.state.channels
      .filter(({ members }) => members.has(user))
      .map(({ id, name, kind, topic, members }) => ({
        id,
        name: kind === 'direct' ? context.state.bot.name : name,
        kind,
        topic,
        withBot: members.has(context.state.bot.id),
      })),
  };
}

/** Each thread's replies follow its first message. */
function messagesJson(context: Context, workspace: Workspace, user: string, channel: string): JsonObject {
  const messages = workspace.messages(channel, { as: user });
  const inOrder = messages
    .filter(({ threadTs }) => threadTs === null)
    .flatMap(root => [root, ...messages.filter(({ threadTs }) => threadTs === root.ts)]);
  return { messages: inOrder.map((message: Message) => ({ ts: message.ts, html: messageHtml(message, context) })) };
}

function sendJson(response: ServerResponse, status: number, body: JsonObject): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
