import { isCron } from '#collect/schedule.ts';
import { createLogger } from '#log.ts';
import { startBot } from './bot.ts';
import { systemClock } from './clock.ts';
import { readConfig, type Variables } from './config.ts';
import { type ExitCode, exitCodes } from './exit.ts';

/** After SIGTERM, most supervisors kill the process within ten seconds; a busy machine needs some of them itself. */
const leaveWithinMs = 7_500;
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
  const stopping = new Promise<string>(resolve => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
  const bot = await startBot(config, systemClock, logger);
  logger.info({ signal: await stopping }, 'stopping');
  const giveUp = setTimeout(() => {
    logger.error('Left before all that ran was finished; the next start goes on with it');
    process.exit(exitCodes.done);
  }, leaveWithinMs);
  await bot.stop();
  clearTimeout(giveUp);
  // An abandoned request to a host that doesn't answer would keep the process alive until it times out.
  setTimeout(() => process.exit(exitCodes.done), lingerMs).unref();
  return exitCodes.done;
}
