import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { sendHostile } from '../openai/wild/hostile-body.ts';
import { Arguments } from './arguments.ts';
import type { Context, RecordedCall } from './context.ts';
import type { Failure } from './failures.ts';
import type { JsonObject } from './json.ts';
import type { Methods } from './method.ts';
import { appMethods } from './methods/app.ts';
import { chatMethods } from './methods/chat.ts';
import { conversationMethods } from './methods/conversations.ts';
import { fileMethods } from './methods/files.ts';
import { userMethods } from './methods/users.ts';
import { viewMethods } from './methods/views.ts';
import { readFields } from './request-body.ts';
import { SlackApiError } from './slack-api-error.ts';

const methods: Methods = { ...appMethods, ...chatMethods, ...conversationMethods, ...fileMethods, ...userMethods, ...viewMethods };

/** Answers `POST /api/<method>`, or fails as was ordered for it. */
export async function answerWebApi(method: string, request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  const fields = firstPage(await readFields(request));
  await withFailure({ method, args: recordedArgs(fields) }, response, context, () => {
    const answer = called(method, fields, request, context);
    return { status: 200, body: JSON.stringify(answer), headers: { 'x-oauth-scopes': [...context.scopes].join(',') } };
  });
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Runs `accept` and sends its answer, or fails as was ordered for `call`. */
export async function withFailure(call: RecordedCall, response: ServerResponse, context: Context, accept: () => Answer): Promise<void> {
  const failure = context.failures.take(call.method, call.args);
  if (failure?.delayMs !== undefined) await wait(failure.delayMs);
  if (failure?.cutAfterAccept) {
    accept();
    response.destroy();
    return;
  }
  if (failure?.hostile !== undefined) {
    // Rejects when the bot hangs up, which it should.
    await sendHostile(response, failure.hostile, '{"ok":true}', {}, neverAborted).catch(() => response.destroy());
    return;
  }
  const { status, body, headers } = ordered(failure) ?? withMorePages(accept(), failure?.morePages);
  response.writeHead(status, {
    'content-type': body.startsWith('{') ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8',
    ...headers,
  });
  response.end(body);
}

const endlessCursor = 'endless-';

/** A cursor that only {@link Failure.morePages} gives out leads to the first page again. */
function firstPage(fields: JsonObject | null): JsonObject | null {
  if (!String(fields?.cursor ?? '').startsWith(endlessCursor)) return fields;
  return Object.fromEntries(Object.entries(fields ?? {}).filter(([name]) => name !== 'cursor'));
}

const neverAborted = new AbortController().signal;

function withMorePages(answer: Answer, morePages: Failure['morePages']): Answer {
  if (morePages === undefined) return answer;
  const next_cursor = `${endlessCursor}${morePages === 'same' ? 'same' : randomUUID()}`;
  return { ...answer, body: JSON.stringify({ ...JSON.parse(answer.body), response_metadata: { next_cursor } }) };
}

function ordered(failure: Failure | undefined): Answer | undefined {
  if (failure?.status === 429) {
    return {
      status: 429,
      body: JSON.stringify({ ok: false, error: 'ratelimited' }),
      headers: { 'retry-after': String(failure.retryAfterSeconds ?? 1) },
    };
  }
  if (failure?.status !== undefined) return { status: failure.status, body: failure.error ?? 'The stand-in was told to fail' };
  if (failure?.error !== undefined) return { status: 200, body: JSON.stringify({ ok: false, error: failure.error }) };
  return undefined;
}

function recordedArgs(fields: JsonObject | null): JsonObject {
  return fields === null ? {} : new Arguments(fields).recorded;
}

function called(method: string, fields: JsonObject | null, request: IncomingMessage, context: Context): JsonObject {
  if (fields === null) return { ok: false, error: 'invalid_json' };
  const args = new Arguments(fields);
  context.calls.push({ method, args: args.recorded });
  try {
    checkToken(method, request.headers.authorization?.replace(/^Bearer /, '') ?? args.text('token'), context);
    const run = methods[method];
    if (run === undefined) throw new SlackApiError('unknown_method', { req_method: method });
    return { ok: true, ...run(args, context) };
  } catch (error) {
    if (error instanceof SlackApiError) return { ok: false, error: error.code, ...error.details };
    throw error;
  }
}

function checkToken(method: string, token: string | undefined, context: Context): void {
  const [expected, other] =
    method === 'apps.connections.open' ? [context.appToken, context.botToken] : [context.botToken, context.appToken];
  if (context.tokenRefusal !== null) throw new SlackApiError(context.tokenRefusal);
  if (token === undefined) throw new SlackApiError('not_authed');
  if (token === other) throw new SlackApiError('not_allowed_token_type');
  if (token !== expected) throw new SlackApiError('invalid_auth');
}
