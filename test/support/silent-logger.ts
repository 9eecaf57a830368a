import { createLogger, type Logger } from '#log.ts';

/** For tests that do not look at what is logged. Each line is still made, so what cannot be logged throws. */
export const silentLogger: Logger = createLogger('info', () => undefined);
