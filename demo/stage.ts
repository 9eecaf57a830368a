import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bot, startBot } from '#app/bot.ts';
import { readConfig } from '#app/config.ts';
import type { Clock } from '#core/time/day.ts';
import type { Logger } from '#log.ts';
import { setUpAlerts } from './alerts.ts';
import { createMovableClock } from './clock.ts';
import { setUpDigest } from './digest.ts';
import { historyDays } from './openai/rhythm.ts';
import { type OpenAiStandIn, startOpenAiStandIn } from './openai/server.ts';
import { readManifest } from './slack/app-manifest.ts';
import type { NewPerson } from './slack/people.ts';
import { type SlackStandIn, startSlackStandIn } from './slack/stand-in.ts';
import { createStageControls } from './stage-controls.ts';

export interface StageOptions {
  /** The time for the bot and both stand-ins. It may stand still. */
  readonly clock: Clock;
  readonly logger: Logger;
  /** The page's port; 0, the default, takes any free one. */
  readonly port?: number;
  /**
   * The rate limit of the stand-in OpenAI, which the bot keeps to; 3000 by default, so that the history is collected in
   * seconds. OpenAI allows an admin key far less.
   */
  readonly requestsPerMinute?: number;
}

/** The real bot between a stand-in OpenAI and a stand-in Slack workspace. */
export interface Stage {
  readonly openAi: OpenAiStandIn;
  readonly slack: SlackStandIn;
  readonly bot: Bot;
  /** What the bot is configured with, for a command line beside it. */
  readonly variables: Readonly<Record<string, string>>;
  /** The time for all three. The page's panel can move it ahead. */
  readonly clock: Clock;
  /** Stops all three, the bot first, and removes the database. */
  stop(): Promise<void>;
}

/** Who opens the page: an admin whom the stand-in OpenAI knows too, by the e-mail address, so that `/spend me` answers. */
const viewer: NewPerson = { name: 'Elif Demir', email: 'elif@acme.example', role: 'admin' };

/**
 * Starts everything that the demo shows. The bot reads its configuration from variables, as always, and keeps its
 * database in a temporary folder.
 *
 * @throws Node's error (`EADDRINUSE`) when the port is taken.
 */
export async function startStage({ clock: givenClock, logger, port = 0, requestsPerMinute = 3000 }: StageOptions): Promise<Stage> {
  const movable = createMovableClock(givenClock);
  const clock = movable.now;
  let standIns: Pick<Stage, 'openAi' | 'slack'> | null = null;
  let running: Bot | null = null;
  const controls = createStageControls({
    clock: movable,
    openAi: () => standIns?.openAi ?? null,
    slack: () => standIns?.slack ?? null,
    catchUp: async () => running?.catchUp(),
  });
  const manifest = await readManifest(new URL('../manifest.yml', import.meta.url));
  const slack = await startSlackStandIn({ ...manifest, port, clock, controls, viewer, opensOn: 'ml-costs' });
  const openAi = await startOpenAiStandIn({ now: clock, limits: { admin: requestsPerMinute } });
  standIns = { openAi, slack };
  const folder = await mkdtemp(join(tmpdir(), 'spendbot-demo-'));
  const letGo = async () => {
    await slack.close();
    await openAi.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const variables = await variablesFor(slack, openAi, folder, requestsPerMinute);
    const config = await readConfig(variables, { source: true, slack: true });
    await setUpDigest(config.databaseUrl, clock());
    await setUpAlerts(config.databaseUrl, clock());
    const bot = await startBot(config, clock, logger);
    await bot.connected.catch(async error => {
      await bot.stop();
      throw error;
    });
    running = bot;
    return {
      openAi,
      slack,
      bot,
      variables,
      clock,
      async stop() {
        // A jump in progress only moves the clock from here on.
        running = null;
        await bot.stop();
        await letGo();
      },
    };
  } catch (error) {
    await letGo();
    throw error;
  }
}

/** The empty config file keeps out a `spendbot.yml` in the current folder. */
async function variablesFor(
  slack: SlackStandIn,
  openAi: OpenAiStandIn,
  folder: string,
  requestsPerMinute: number,
): Promise<Record<string, string>> {
  const configFile = join(folder, 'spendbot.yml');
  await writeFile(configFile, '');
  return {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    OPENAI_ADMIN_KEY: openAi.adminKey,
    OPENAI_BASE_URL: openAi.url,
    OPENAI_REQUESTS_PER_MINUTE: String(requestsPerMinute),
    DATABASE_URL: `file:${join(folder, 'spendbot.sqlite')}`,
    BACKFILL_DAYS: String(historyDays),
    SPENDBOT_CONFIG: configFile,
  };
}
