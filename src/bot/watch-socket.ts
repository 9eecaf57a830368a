import type { SocketModeReceiver } from '@slack/bolt';
import { refuseTooLarge } from '#core/read-at-most.ts';
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

/** Far more than Slack sends in a frame: a message of 40,000 characters, or a form with all its fields. */
const frameLimits = { bytes: 16 * 2 ** 20, values: 200_000, depth: 100 };

/**
 * Refuses frames that are too large to be Slack's before they are parsed, and logs what Slack's client cannot read of a Socket Mode frame, such as `null`. The client rejects then, and nobody waits for
 * it, which would end the process.
 */
export function guardFrames(socket: SocketModeReceiver['client'], logger: Logger): void {
  const listeners = socket.listeners('ws_message');
  if (listeners.length === 0) throw new Error('The Socket Mode client does not listen for frames as it did; its guard has to change');
  socket.removeAllListeners('ws_message');
  for (const listener of listeners) {
    socket.on('ws_message', async (...frame: unknown[]) => {
      try {
        if (typeof frame[0] === 'string') refuseTooLarge(Buffer.from(frame[0]), frameLimits);
        await listener(...frame);
      } catch (error) {
        logger.warn({ err: error }, 'A Socket Mode frame was refused');
      }
    });
  }
}
