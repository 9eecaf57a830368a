import { createLogger, type Logger } from '../../src/log.ts';

/** For code that must be given a logger, in tests that do not look at what it says. */
export const silentLogger: Logger = createLogger('silent');
