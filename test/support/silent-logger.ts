import { createLogger, type Logger } from '#log.ts';
import { lookForKeys } from './key-finds.ts';

/** For code that must be given a logger, in tests that do not look at what it says. A key in it fails them. */
export const silentLogger: Logger = createLogger('info', line => lookForKeys('the log', line));
