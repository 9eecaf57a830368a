import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A network between a program and its PostgreSQL that fails on demand. */
export interface CuttingProxy {
  /** `url`, through the proxy. */
  readonly url: string;
  /**
   * Cuts a connection after every `packets()` packets sent, whatever they contain: alternately before the server gets the last one, and
   * before it can reply. Null stops this.
   */
  cutAfter(packets: (() => number) | null): void;
  /** Lets nobody through for `ms`, like a server that fails over. */
  down(ms: number): void;
  /** Cuts off the next commit: before the server gets it, or after it commits but before it can reply. */
  cutNextCommit(when: 'unheard' | 'unanswered'): void;
}

export async function cuttingProxy(url: string): Promise<CuttingProxy> {
  const target = new URL(url);
  const pairs = new Set<[Socket, Socket]>();
  let isDown = false;
  let packetsUntilCut: (() => number) | null = null;
  let packetsLeft = 0;
  let isHeard = false;
  let commit: 'unheard' | 'unanswered' | null = null;
  const server = createServer(client => {
    if (isDown) return void client.destroy();
    const upstream = connect(Number(target.port), target.hostname);
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    const cutPair = () => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    client.on('error', cutPair);
    upstream.on('error', cutPair).on('close', cutPair);
    client.on('end', () => upstream.end());
    let isMuted = false;
    client.on('data', data => {
      packetsLeft -= 1;
      if (packetsUntilCut !== null && packetsLeft <= 0) {
        packetsLeft = packetsUntilCut();
        isHeard = !isHeard;
        if (!isHeard) return cutPair();
        client.destroy();
        return void upstream.end(data);
      }
      const cutsThis = commit !== null && data.includes('commit\0');
      if (cutsThis && commit === 'unheard') cutPair();
      else upstream.write(data);
      if (!cutsThis) return;
      isMuted = true;
      commit = null;
    });
    upstream.on('data', data => (isMuted ? cutPair() : client.write(data)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const proxied = new URL(url);
  proxied.port = String(typeof address === 'object' ? address?.port : '');
  const cut = () => {
    for (const sockets of pairs) for (const socket of sockets) socket.destroy();
  };
  onTestFinished(() => {
    cut();
    server.close();
  });
  return {
    url: proxied.href,
    cutAfter(packets) {
      packetsUntilCut = packets;
      packetsLeft = packets?.() ?? 0;
    },
    down(ms) {
      isDown = true;
      cut();
      setTimeout(() => {
        isDown = false;
      }, ms);
    },
    cutNextCommit(when) {
      commit = when;
    },
  };
}
