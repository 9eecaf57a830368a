import { systemClock } from '../clock.ts';
import { type Config, type ConfigNeeds, environment, readConfig } from '../config.ts';
import { type Engine, openEngine } from '../engine.ts';
import { createLogger } from '../log.ts';

/** Runs `use` with everything that spendbot does without Slack, and closes it whatever happens. */
export async function withEngine<T>(needs: ConfigNeeds, use: (engine: Engine, config: Config) => Promise<T>): Promise<T> {
  const config = readConfig(environment(), needs);
  const engine = await openEngine(config, systemClock, createLogger(config.logLevel));
  try {
    return await use(engine, config);
  } finally {
    await engine.close();
  }
}
