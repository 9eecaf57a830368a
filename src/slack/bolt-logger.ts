import { format } from 'node:util';
import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from '#log.ts';

/** Bolt's log lines in ours. The level is ours alone: Bolt may not change it. */
export function boltLogger(logger: Logger): BoltLogger {
  const slack = logger.child({ part: 'slack' });
  return {
    debug: (...words) => slack.debug(format(...words)),
    info: (...words) => slack.info(format(...words)),
    warn: (...words) => slack.warn(format(...words)),
    error: (...words) => slack.error(format(...words)),
    setLevel: () => undefined,
    getLevel: () => Object.values(LogLevel).find(level => level === logger.level) ?? LogLevel.INFO,
    setName: () => undefined,
  };
}
