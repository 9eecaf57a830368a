import type { Logger } from '#log.ts';
import { type ExitCode, exitCodes } from './exit.ts';

interface Leaving {
  readonly code: ExitCode;
  readonly signal: NodeJS.Signals | null;
}

/** What can end a running bot. */
export interface WatchedProcess {
  /** Resolves at the first SIGTERM, SIGINT or exception that nobody caught. Later ones don't end the process in the middle of its stop. */
  readonly leaving: Promise<Leaving>;
  /** Leaves the process as it was found. */
  unwatch(): void;
}

/**
 * Watches this process. A promise that nobody handled is logged, and spendbot goes on: one request or run failed. After an exception that
 * nobody caught, nobody knows what still holds, so the bot must leave, in order.
 */
export function watchProcess(logger: Logger): WatchedProcess {
  const { promise: leaving, resolve: leave } = Promise.withResolvers<Leaving>();
  const listeners = {
    SIGTERM: () => leave({ code: exitCodes.done, signal: 'SIGTERM' }),
    SIGINT: () => leave({ code: exitCodes.done, signal: 'SIGINT' }),
    unhandledRejection: (error: unknown) => logger.error({ err: error }, 'A failure that nobody handled; spendbot goes on'),
    uncaughtException: (error: unknown) => {
      logger.fatal({ err: error }, 'An error that nobody caught; spendbot stops in order, and must be started again');
      leave({ code: exitCodes.failed, signal: null });
    },
  };
  for (const [name, listener] of Object.entries(listeners)) process.on(name, listener);
  return {
    leaving,
    unwatch() {
      for (const [name, listener] of Object.entries(listeners)) process.off(name, listener);
    },
  };
}
