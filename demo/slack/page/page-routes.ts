import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from '../context.ts';
import { type JsonObject, textOf } from '../json.ts';
import { readFields } from '../request-body.ts';
import type { Workspace } from '../workspace.ts';
import { controlsJson, steer } from './controls.ts';
import { runAct } from './page-acts.ts';
import { sendAsset } from './page-assets.ts';
import { messagesJson, screenJson, threadJson, workspaceJson } from './page-json.ts';
import { streamChanges } from './stream.ts';

/** Serves the page and the requests of its scripts. False for any other address. */
export async function answerPage(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  context: Context,
  workspace: Workspace,
): Promise<boolean> {
  if (request.method === 'GET' && (await sendAsset(url.pathname, response))) return true;
  const [, folder, name = ''] = url.pathname.split('/');
  if (folder !== 'page') return false;
  if (request.method === 'GET' && name === 'stream') {
    streamChanges(response, userOf(url, workspace), context);
    return true;
  }
  const answer =
    request.method === 'GET'
      ? shown(name, url, context, workspace)
      : isFromThisPage(request)
        ? await done(name, (await readFields(request)) ?? {}, context, workspace)
        : null;
  if (answer === null) return false;
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(answer));
  return true;
}

function shown(name: string, url: URL, context: Context, workspace: Workspace): JsonObject | null {
  const user = userOf(url, workspace);
  const channel = textOf(url.searchParams.get('channel')) ?? 'general';
  if (name === 'workspace') return workspaceJson(context, workspace, user);
  if (name === 'messages') return messagesJson(context, workspace, user, channel);
  if (name === 'thread') return threadJson(context, workspace, user, channel, url.searchParams.get('ts') ?? '');
  if (name === 'screen') return screenJson(context, workspace, user);
  if (name === 'controls') return context.controls === null ? {} : controlsJson(context.controls);
  return null;
}

async function done(name: string, body: JsonObject, context: Context, workspace: Workspace): Promise<JsonObject | null> {
  if (name !== 'controls') return runAct(name, body, context, workspace);
  if (context.controls === null) return null;
  return steer(body, context.controls, error => context.reportFailure(error));
}

function userOf(url: URL, workspace: Workspace): string {
  return textOf(url.searchParams.get('user')) ?? workspace.viewer.id;
}

/** A request from another site carries that site's origin, and a host name pointed here is not this machine's. */
function isFromThisPage(request: IncomingMessage): boolean {
  const { origin, host = '' } = request.headers;
  const isJson = request.headers['content-type']?.startsWith('application/json') ?? false;
  const isHere = /^(127\.0\.0\.1|localhost):\d+$/.test(host);
  return request.method === 'POST' && isJson && isHere && (origin === undefined || origin === `http://${host}`);
}
