import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { type Failures, failureKinds } from './failures.ts';
import { send } from './respond.ts';

const instruction = z.strictObject({
  heal: z.boolean().optional(),
  fail: z
    .strictObject({
      kind: z.enum(failureKinds),
      rate: z.number().min(0).max(1).optional(),
      times: z.int().positive().optional(),
      path: z
        .string()
        .refine(isPattern, 'not a regular expression')
        .transform(text => new RegExp(text))
        .optional(),
      retryAfter: z.number().nonnegative().optional(),
      delayMs: z.number().nonnegative().optional(),
      code: z.string().optional(),
      bytes: z.int().positive().optional(),
      depth: z.int().positive().optional(),
    })
    .optional(),
});

/**
 * `POST /__control` with JSON: `{"fail":{"kind":"500","rate":0.2}}` makes requests fail (see {@link failureKinds};
 * `path` is a regular expression as text), `{"heal":true}` ends all failures, and both together replace them. `GET` and
 * every `POST` return `{ failures, stats }`. It is not part of OpenAI's API, and only this machine can reach it. Another
 * site's page cannot: the body must be sent as `application/json`, which makes a browser ask first.
 */
export async function control(request: IncomingMessage, response: ServerResponse, failures: Failures, stats: object): Promise<void> {
  if (request.method === 'POST') {
    if (!request.headers['content-type']?.startsWith('application/json')) return refuse(response, 415, 'send application/json');
    const parsed = instruction.safeParse(await json(request).catch(() => null));
    if (!parsed.success) return refuse(response, 400, z.prettifyError(parsed.error));
    if (parsed.data.heal) failures.clear();
    if (parsed.data.fail) failures.add(parsed.data.fail);
  } else if (request.method !== 'GET') return refuse(response, 405, 'GET or POST');
  const active = failures.active.map(failure => ({ ...failure, path: failure.path?.source }));
  send(response, { status: 200, headers: {}, body: { failures: active, stats } });
}

function refuse(response: ServerResponse, status: number, problem: string): void {
  send(response, { status, headers: {}, body: { problem } });
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) !== null;
  } catch {
    return false;
  }
}
