import type { ServerResponse } from 'node:http';
import type { Context } from '../context.ts';

/** Browsers and proxies drop a silent connection after a while. */
const keepAliveEveryMs = 15_000;

/**
 * Tells `user`'s page, by server-sent events, which channel changed (`change`) and that their Home tab or an open form changed
 * (`screen`). Messages that they may not see cause no event.
 */
export function streamChanges(response: ServerResponse, user: string, { state, views }: Context): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  response.write(': connected\n\n');
  const stopMessages = state.subscribe(({ kind, message }) => {
    const isMember = state.channel(message.channel)?.members.has(user) ?? false;
    if (!isMember || (message.visibleTo !== null && message.visibleTo !== user)) return;
    const change = { kind, channel: message.channel, ts: message.ts, isOwn: message.author === user };
    response.write(`event: change\ndata: ${JSON.stringify(change)}\n\n`);
  });
  const stopViews = views.subscribe(whose => {
    if (whose === user) response.write('event: screen\ndata: {}\n\n');
  });
  const keepAlive = setInterval(() => response.write(': still here\n\n'), keepAliveEveryMs);
  response.on('close', () => {
    clearInterval(keepAlive);
    stopMessages();
    stopViews();
  });
}
