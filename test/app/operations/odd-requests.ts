import { connect } from 'node:net';

const methods = ['GET', 'POST', 'HEAD', 'OPTIONS', 'DELETE', 'CONNECT', 'BREW', ''];
const targets = [
  ...[
    '/',
    '//',
    '///',
    '////x',
    '//healthz',
    '/..',
    '/../..//',
    '/./healthz',
    '/%',
    '/%zz',
    '/%00',
    '/\\',
    '\\',
    '*',
    '?',
    '#',
    '/#a',
    '/?',
    '/?a=%',
  ],
  ...['http://', 'http:///', 'http://[', 'http://[::1', 'http://a:b:c/', 'http://a:99999/', 'http://@/', 'http:', ':', '//:', '//[', '//@'],
  ...['file:///etc/passwd', 'javascript:0', 'a', '/healthz/', '/metrics?x=//', '/slack/events', '/slack/./events', '//slack/events'],
  ...['/\u00e9', '/\u{1f600}', `/${'a'.repeat(10_000)}`, `/${'a/'.repeat(20_000)}`, '/a b', '/\t', ''],
];
const heads = [
  ...[
    'GET / HTTP/9.9',
    'GET /',
    'GET  /  HTTP/1.1',
    ' GET / HTTP/1.1',
    'get / http/1.1',
    '\u0000',
    '\u0016\u0003\u0001',
    'HTTP/1.1 200 OK',
  ],
  ...['PRI * HTTP/2.0\r\n\r\nSM', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b', 'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1'],
  ...['POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: soon'],
  ...[
    'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade',
    'GET /healthz HTTP/1.0',
    `GET / HTTP/1.1\r\nX: ${'x'.repeat(40_000)}`,
  ],
];

/** Over 200 requests that no client sends: targets that are no addresses, methods that do not exist, heads that are no HTTP. */
export const oddRequests: readonly string[] = [
  ...methods.flatMap(method => targets.map(target => `${method} ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)),
  ...heads.map(head => `${head}\r\n\r\n`),
];

/** Sends `text` as it stands. Resolves with the status line; an empty one if the connection was closed without a response. */
export function sentRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setTimeout(20_000, () => socket.destroy(new Error(`no response to ${JSON.stringify(text.slice(0, 80))}`)));
    socket.on('data', data => {
      received += data;
      socket.end();
    });
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? undefined : reject(error),
    );
    socket.on('close', () => resolve(received.split('\r\n')[0] ?? ''));
  });
}
