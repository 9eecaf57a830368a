import { isCron } from '#delivery/jobs/on-schedule.ts';
import { createLogger, type Logger } from '#log.ts';
import { type Bot, startBot } from './bot.ts';
import { systemClock } from './clock.ts';
import { readConfig, type Variables } from './config.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { writeCompiledCode } from './node-flags.ts';
import { watchProcess } from './watch-process.ts';

/** After SIGTERM, most supervisors kill the process within ten seconds; a busy machine needs some of them itself. */
const leaveWithinMs = 7_500;
/** An unfinished start has nothing to finish: what it stores is in transactions. */
const leaveStartWithinMs = 2_000;
/** Long enough to write the last log line. */
const lingerMs = 200;

/**
 * Runs the bot until SIGTERM or SIGINT, then finishes work in progress. Resolves when it has stopped. A signal also ends a start that
 * hangs. Logs go to standard error, or to `writeLog` if given.
 *
 * @throws ConfigError listing everything that is missing or wrong, or SlackError if Slack refuses a token.
 */
export async function start(variables: Variables, writeLog?: (line: string) => void): Promise<ExitCode> {
  const config = await readConfig(variables, { source: true, slack: true, isCron });
  const logger = createLogger(config.logLevel, writeLog);
  const { leaving, unwatch } = watchProcess(logger);
  const starting = startBot(config, systemClock, logger);
  try {
    const isStarted = await Promise.race([starting.then(() => true), leaving.then(() => false)]);
    const bot = isStarted ? await starting : null;
    // Before Slack is connected: a command must be acknowledged within three seconds.
    if (bot !== null) writeCompiledCode();
    const { code, signal } = await (bot === null ? leaving : Promise.race([leaving, bot.connected.then(() => leaving)]));
    logger.info({ signal }, 'stopping');
    await stopWithin(starting, bot === null ? leaveStartWithinMs : leaveWithinMs, code, logger);
    return code;
  } catch (error) {
    // A start that failed has closed what it had opened.
    const [{ status }] = await Promise.allSettled([starting]);
    if (status === 'fulfilled') await stopWithin(starting, leaveWithinMs, exitCodes.failed, logger);
    throw error;
  } finally {
    unwatch();
  }
}

/** Stops the bot, or leaves with `code` if that takes longer than `withinMs`. */
async function stopWithin(starting: Promise<Bot>, withinMs: number, code: ExitCode, logger: Logger): Promise<void> {
  const giveUp = setTimeout(() => {
    logger.error('Left before all that ran was finished; the next start goes on with it');
    process.exit(code);
  }, withinMs);
  await (await starting).stop();
  clearTimeout(giveUp);
  // An abandoned request to a host that doesn't answer would keep the process alive until it times out.
  setTimeout(() => process.exit(code), lingerMs).unref();
}
