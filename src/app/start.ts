import { isCron } from '#delivery/jobs/on-schedule.ts';
import { createLogger } from '#log.ts';
import { startBot } from './bot.ts';
import { systemClock } from './clock.ts';
import { readConfig, type Variables } from './config.ts';
import type { ExitCode } from './exit.ts';
import { watchProcess } from './leaving.ts';

/** After SIGTERM, most supervisors kill the process within ten seconds. */
const leaveWithinMs = 9_000;
/** Long enough to write the last log line. */
const lingerMs = 200;

/**
 * Runs the bot until SIGTERM or SIGINT, then finishes work in progress. Resolves when it has stopped. Logs go to standard error, or to
 * `writeLog` if given.
 *
 * @throws ConfigError listing everything that is missing or wrong.
 */
export async function start(variables: Variables, writeLog?: (line: string) => void): Promise<ExitCode> {
  const config = readConfig(variables, { source: true, slack: true, isCron });
  const logger = createLogger(config.logLevel, writeLog);
  const { leaving, unwatch } = watchProcess(logger);
  const bot = await startBot(config, systemClock, logger);
  const { code, signal } = await leaving;
  logger.info({ signal }, 'stopping');
  const giveUp = setTimeout(() => {
    logger.error('Left before all that ran was finished; the next start goes on with it');
    process.exit(code);
  }, leaveWithinMs);
  await bot.stop();
  clearTimeout(giveUp);
  unwatch();
  // An abandoned request to a host that doesn't answer would keep the process alive until it times out.
  setTimeout(() => process.exit(code), lingerMs).unref();
  return code;
}
