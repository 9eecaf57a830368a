import type { SocketModeReceiver } from '@slack/bolt';
import type { Logger } from '#log.ts';

/**
 * Logs what Slack's client cannot read of a Socket Mode frame, such as `null`. The client rejects then, and nobody waits for
 * it, which would end the process.
 */
export function guardFrames(socket: SocketModeReceiver['client'], logger: Logger): void {
  const listeners = socket.listeners('ws_message');
  if (listeners.length === 0) throw new Error('The Socket Mode client does not listen for frames as it did; its guard has to change');
  socket.removeAllListeners('ws_message');
  for (const listener of listeners) {
    socket.on('ws_message', async (...frame: unknown[]) => {
      try {
        await listener(...frame);
      } catch (error) {
        logger.warn({ err: error }, 'A Socket Mode frame was refused');
      }
    });
  }
}
