import type { SocketModeReceiver } from '@slack/bolt';
import type { Logger } from '#log.ts';

/** How long a Socket Mode connection may take until Slack greets it. */
const greetedWithinMs = 20_000;

/**
 * Watches the Socket Mode connection. One that Slack doesn't greet in time is given up and logged, and the client makes another; by itself
 * it would wait five minutes for an answer, and for a greeting without end.
 *
 * @returns whether the connection is open right now.
 */
export function watchSocket(client: SocketModeReceiver['client'], logger: Logger, withinMs = greetedWithinMs): () => boolean {
  let isOpen = false;
  let late: NodeJS.Timeout | undefined;
  client.on('connecting', () => {
    clearTimeout(late);
    late = setTimeout(() => {
      logger.warn(`Slack cannot be reached: it did not greet a connection within ${withinMs / 1000} s. It is tried again.`);
      client.websocket?.disconnect();
    }, withinMs).unref();
  });
  client.on('connected', () => {
    clearTimeout(late);
    isOpen = true;
  });
  client.on('close', () => {
    clearTimeout(late);
    isOpen = false;
  });
  return () => isOpen;
}
