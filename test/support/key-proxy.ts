import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** What the host behind the proxy does with the key it gets. Real hosts, or proxies before them, have done all of these. */
export type Mood = 'well' | 'refuses and echoes' | 'fails and echoes' | 'shows an error page that echoes' | 'cuts the connection';

export interface KeyProxy {
  readonly url: string;
  mood: Mood;
  /** How many requests met it in another mood than `well`. */
  harmed(): number;
  close(): Promise<void>;
}

/**
 * A proxy before a stand-in that lets it be used with keys that are not its own: it replaces each key as `keys` says. Other keys pass
 * unchanged.
 */
export async function startKeyProxy(target: string, keys: Readonly<Record<string, string>>): Promise<KeyProxy> {
  const proxy = { mood: 'well' as Mood };
  let harmed = 0;
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => response.destroy(error));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A listening server has a port');
  return Object.assign(proxy, {
    url: `http://127.0.0.1:${address.port}`,
    harmed: () => harmed,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const sent = request.headers.authorization ?? '';
    if (proxy.mood !== 'well') harmed += 1;
    switch (proxy.mood) {
      case 'refuses and echoes':
        return void response.writeHead(401, json).end(JSON.stringify({ ok: false, error: sent, ...openAiError(sent) }));
      case 'fails and echoes':
        return void response.writeHead(500, json).end(JSON.stringify({ ok: false, error: sent, ...openAiError(sent) }));
      case 'shows an error page that echoes':
        return void response.writeHead(200, { 'content-type': 'text/html' }).end(`<html>You sent "authorization: ${sent}"</html>`);
      case 'cuts the connection':
        return void response.destroy();
      case 'well':
        return passOn(request, response, body, sent);
    }
  }

  async function passOn(request: IncomingMessage, response: ServerResponse, body: Buffer, sent: string): Promise<void> {
    const key = sent.replace(/^Bearer /, '');
    const authorization = `Bearer ${keys[key] ?? key}`;
    const type = request.headers['content-type'];
    const answered = await fetch(new URL(request.url ?? '/', target), {
      method: request.method ?? 'GET',
      headers: { ...(sent === '' ? {} : { authorization }), ...(type === undefined ? {} : { 'content-type': type }) },
      ...(body.length === 0 ? {} : { body }),
    });
    const headers = [...answered.headers].filter(([name]) => !['content-encoding', 'content-length', 'transfer-encoding'].includes(name));
    response.writeHead(answered.status, Object.fromEntries(headers)).end(Buffer.from(await answered.arrayBuffer()));
  }
}

const json = { 'content-type': 'application/json' };

function openAiError(sent: string): object {
  return sent.includes('sk-') ? { error: { message: `Incorrect API key provided: ${sent}.`, type: 'x', param: sent, code: sent } } : {};
}
