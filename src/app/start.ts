import { isCron } from '#collect/schedule.ts';
import { createLogger } from '#log.ts';
import { startBot } from './bot.ts';
import { systemClock } from './clock.ts';
import { readConfig, type Variables } from './config.ts';
import { type ExitCode, exitCodes } from './exit.ts';

/** Whoever sent SIGTERM kills after ten seconds. */
const leaveWithinMs = 9_000;
/** Long enough for the last log line. */
const lingerMs = 200;

/**
 * Runs the bot until SIGTERM or SIGINT, then finishes what runs. Resolves when it has stopped. Logs go to standard error unless `writeLog`
 * takes them.
 *
 * @throws ConfigError with everything that is missing or wrong.
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
  // A request that was given up, to a host that does not answer, would keep the process until it times out.
  setTimeout(() => process.exit(exitCodes.done), lingerMs).unref();
  return exitCodes.done;
}
