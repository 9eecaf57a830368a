import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { z } from 'zod';

/** Somebody else's API, by the origin of its address: `https://api.openai.com`. */
export type ApiNames = ReadonlyMap<string, string>;

const made = z.object({ origin: z.union([z.string(), z.instanceof(URL)]) });
const answered = z.object({ response: z.object({ statusCode: z.number() }) });

/**
 * Tells `onCall` of each call that this process makes with `fetch` to one of `apis`, whoever makes it: Node announces them on its
 * diagnostics channels (https://nodejs.org/api/diagnostics_channel.html). `outcome` is the HTTP status, or `failed` when no answer
 * came. Returns how to stop.
 */
export function watchApiCalls(
  apis: ApiNames,
  nowMs: () => number,
  onCall: (api: string, outcome: string, seconds: number) => void,
): () => void {
  const underWay = new WeakMap<object, { api: string; startedAtMs: number }>();
  const ended = (request: object, outcome: string) => {
    const call = underWay.get(request);
    if (call === undefined) return;
    underWay.delete(request);
    onCall(call.api, outcome, (nowMs() - call.startedAtMs) / 1000);
  };
  const listeners: Readonly<Record<string, (message: unknown) => void>> = {
    'undici:request:create': message => {
      const request = requestOf(message);
      const api = apis.get(String(made.parse(request).origin).replace(/\/$/, ''));
      if (api !== undefined) underWay.set(request, { api, startedAtMs: nowMs() });
    },
    'undici:request:headers': message => ended(requestOf(message), String(answered.parse(message).response.statusCode)),
    'undici:request:error': message => ended(requestOf(message), 'failed'),
  };
  for (const [channel, listener] of Object.entries(listeners)) subscribe(channel, listener);
  return () => {
    for (const [channel, listener] of Object.entries(listeners)) unsubscribe(channel, listener);
  };
}

/** The object by which a call is known again. */
function requestOf(message: unknown): object {
  if (typeof message !== 'object' || message === null || !('request' in message)) throw new Error('not a message of undici');
  const { request } = message;
  if (typeof request !== 'object' || request === null) throw new Error('not a message of undici');
  return request;
}
