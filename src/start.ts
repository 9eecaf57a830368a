import { startBot } from './app.ts';
import { systemClock } from './clock.ts';
import { environment, readConfig } from './config.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { createLogger } from './log.ts';

/** Runs the bot until SIGTERM or SIGINT, then finishes what runs. Resolves when it has stopped. */
export async function start(): Promise<ExitCode> {
  const config = readConfig(environment(), { source: true, slack: true });
  const logger = createLogger(config.logLevel);
  const stopping = new Promise<string>(resolve => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
  const bot = await startBot(config, systemClock, logger);
  logger.info({ signal: await stopping }, 'stopping');
  await bot.stop();
  return exitCodes.done;
}
