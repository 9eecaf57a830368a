import type { SocketModeReceiver } from '@slack/bolt';
import type { Logger } from '#log.ts';

/** How long a Socket Mode connection may take until Slack greets it. */
const greetedWithinMs = 20_000;

/**
 * Watches the Socket Mode connection. If Slack doesn't greet it within `withinMs`, logs that and closes it, so that the client opens
 * another. On its own, the client waits five minutes for an answer, and forever for a greeting.
 *
 * @returns whether the connection is open right now.
 */
export function watchSocket(socket: SocketModeReceiver['client'], logger: Logger, withinMs = greetedWithinMs): () => boolean {
  let isOpen = false;
  let late: NodeJS.Timeout | undefined;
  socket.on('connecting', () => {
    clearTimeout(late);
    late = setTimeout(() => {
      logger.warn(`Slack cannot be reached: it did not greet a connection within ${withinMs / 1000} s. It is tried again.`);
      socket.websocket?.disconnect();
    }, withinMs).unref();
  });
  socket.on('connected', () => {
    clearTimeout(late);
    isOpen = true;
  });
  socket.on('close', () => {
    clearTimeout(late);
    isOpen = false;
  });
  return () => isOpen;
}
