import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { ApiRefusal, noAccess, serverError, sessionKeyNeeded, spendLimitReached, tooManyRequests } from './api-refusal.ts';
import type { Failure } from './failures.ts';
import { sendHostile } from './wild/hostile-body.ts';

/** The response when nothing fails on the way. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/** The answer of `make`, or its refusal. Other errors are rethrown. */
export function answerOf(make: () => object): Answer {
  try {
    return { status: 200, headers: {}, body: make() };
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    return { status: error.status, headers: error.headers, body: error.body };
  }
}

export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** Sends the `answer` to a request for `path` as `failure` spoils it. When `signal` aborts, what is left is never sent. */
export async function sendFailing(
  response: ServerResponse,
  path: string,
  answer: Answer,
  failure: Failure,
  signal: AbortSignal,
): Promise<void> {
  const text = JSON.stringify(answer.body);
  const half = text.slice(0, Math.ceil(text.length / 2));
  switch (failure.kind) {
    case '429':
      return send(response, tooManyRequests(failure.retryAfter));
    case '500':
      return send(response, serverError());
    case 'forbidden':
      return send(response, noAccess());
    case 'session-key':
      return send(response, sessionKeyNeeded(path));
    case 'spend-limit':
      return send(response, spendLimitReached(failure.code));
    case 'cut':
      response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
      response.write(half, () => response.destroy());
      return;
    case 'garbage':
      response.writeHead(200, { 'content-type': 'application/json' }).end(half);
      return;
    case 'html':
      response
        .writeHead(502, { 'content-type': 'text/html' })
        .end('<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>');
      return;
    case 'slow':
      await setTimeout(failure.delayMs ?? 2000, undefined, { signal });
      return send(response, answer);
    default:
      return sendHostile(response, failure.kind, text, failure, signal);
  }
}
