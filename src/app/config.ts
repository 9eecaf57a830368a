import { loadEnvFile } from 'node:process';
import type { SourceConfig } from '#collect/openai/source.ts';
import { errorCode } from '#core/error-message.ts';
import type { TeamPrices } from '#core/prices/team-prices.ts';
import { readAddress } from '#data/database/address.ts';
import { StoreError } from '#data/database/store-error.ts';
import type { SlackConfig } from '#delivery/slack/clients.ts';
import { ConfigError } from './config-error.ts';
import { noConfigFile, readConfigFile } from './config-file.ts';
import { sourcesOf } from './config-sources.ts';
import { type ReadVariables, readVariables, type VariableName } from './config-variables.ts';

export interface Config {
  readonly databaseUrl: string;
  readonly logLevel: string;
  /** May be empty: some commands don't need a source. */
  readonly sources: readonly SourceConfig[];
  /** Null if Slack isn't set up. */
  readonly slack: SlackConfig | null;
  /** Slack ids of admins, in addition to the workspace's. */
  readonly admins: readonly string[];
  /** Who can see what each person spends. */
  readonly peopleVisible: 'admins' | 'everyone';
  /** Null if charts are drawn in this process. */
  readonly quickchartUrl: string | null;
  readonly backfillDays: number;
  readonly settleDays: number;
  readonly collectCron: string;
  /** How many days of rows to keep; totals always stay. Null keeps everything. */
  readonly retentionDays: number | null;
  /** The port for `/healthz`, `/readyz` and `/metrics`; null for none. */
  readonly metricsPort: number | null;
  /** The address that port listens on; loopback unless set otherwise. */
  readonly metricsHost: string;
  /** The team's own prices; null if there are none. */
  readonly teamPrices: TeamPrices | null;
  /** Where newer prices are looked for once a day; null: nowhere. */
  readonly pricesUrl: string | null;
}

export type Setting = keyof Config;

export type Variables = Readonly<Record<string, string | undefined>>;

export interface ConfigNeeds {
  readonly source?: boolean;
  readonly slack?: boolean;
  /** Checks a cron schedule, if the command needs one. */
  readonly isCron?: (text: string) => boolean;
}

/** A setting that is wrong or missing, in words that say what to set. */
export interface SettingProblem {
  readonly setting: Setting;
  readonly words: string;
}

/** The variables each setting is read from, not counting ones named in the config file. */
const variablesOf: Readonly<Record<Setting, readonly VariableName[]>> = {
  databaseUrl: ['DATABASE_URL'],
  logLevel: ['LOG_LEVEL'],
  sources: ['OPENAI_ADMIN_KEY', 'OPENAI_API_KEY', 'OPENAI_ORG_ID', 'OPENAI_BASE_URL', 'OPENAI_REQUESTS_PER_MINUTE'],
  slack: ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_API_URL', 'PORT', 'SPEND_ADMINS', 'SPEND_GUESTS'],
  admins: ['SPEND_ADMINS'],
  peopleVisible: ['SPEND_PEOPLE_VISIBLE'],
  quickchartUrl: ['QUICKCHART_URL'],
  backfillDays: ['BACKFILL_DAYS'],
  settleDays: ['SETTLE_DAYS'],
  collectCron: ['COLLECT_CRON'],
  retentionDays: ['RETENTION_DAYS'],
  metricsPort: ['METRICS_PORT'],
  metricsHost: ['METRICS_HOST'],
  teamPrices: [],
  pricesUrl: ['PRICES_URL'],
};

const allSettings = Object.keys(variablesOf) as Setting[];

/**
 * The process's environment, plus whatever a `.env` file in the working directory adds. A variable that is already set wins.
 *
 * @throws ConfigError when there is such a file but it can't be read.
 */
export function environment(): Variables {
  try {
    loadEnvFile('.env');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw new ConfigError(['.env cannot be read. Make it a file that you may read, or move it away.']);
  }
  return process.env;
}

/**
 * Reads the settings in `uses`, all by default, from `variables` and the config file. An empty variable counts as not set, and variables of
 * other settings are ignored.
 *
 * @throws ConfigError listing every problem with these settings, so that nothing starts half configured.
 */
export async function readConfig<Used extends Setting = Setting>(
  variables: Variables,
  needs: ConfigNeeds = {},
  uses?: readonly Used[],
): Promise<Pick<Config, Used>> {
  const { config, problems } = await inspectConfig(variables, needs, uses);
  if (problems.length > 0) throw new ConfigError(problems.map(({ words }) => words));
  return config;
}

/** Settings, and the problems with them. */
interface InspectedConfig {
  readonly config: Config;
  readonly problems: readonly SettingProblem[];
}

/** Does the same, but returns the problems. A setting with a problem has its default value. */
export async function inspectConfig(
  variables: Variables,
  needs: ConfigNeeds,
  uses: readonly Setting[] = allSettings,
): Promise<InspectedConfig> {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const used = Object.fromEntries(uses.flatMap(setting => variablesOf[setting]).map(name => [name, set[name]]));
  const { variables: read, wrong } = readVariables(used);
  const problems: SettingProblem[] = uses.flatMap(setting =>
    wrong.filter(({ name }) => variablesOf[setting].some(variable => variable === name)).map(({ words }) => ({ setting, words })),
  );
  const add = (setting: Setting, words: readonly string[]) => problems.push(...words.map(one => ({ setting, words: one })));
  const usesSources = uses.includes('sources');
  const usesPrices = uses.includes('teamPrices');
  const content = usesSources || usesPrices ? await readConfigFile(set.SPENDBOT_CONFIG) : noConfigFile;
  add(usesSources ? 'sources' : 'teamPrices', content.problems);
  const { sources, problems: sourceProblems } = sourcesOf(read, content.file, set);
  if (usesSources) add('sources', [...content.sourceProblems, ...sourceProblems]);
  if (usesPrices) add('teamPrices', content.priceProblems);
  const { slack, problems: slackProblems } = slackOf(read, used);
  add('slack', slackProblems);
  add('databaseUrl', addressProblems(read.DATABASE_URL));
  if (needs.isCron?.(read.COLLECT_CRON) === false)
    add('collectCron', [`COLLECT_CRON is "${read.COLLECT_CRON}"; expected a cron schedule such as "7 * * * *".`]);
  const isAnySet = (...names: VariableName[]) => names.some(name => used[name] !== undefined);
  const listsSources = content.file.sources !== undefined || [...content.problems, ...content.sourceProblems].length > 0;
  if (needs.source && !listsSources && !isAnySet('OPENAI_ADMIN_KEY', 'OPENAI_API_KEY')) add('sources', [noSource]);
  if (needs.slack && !isAnySet('SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET')) add('slack', [noSlack]);
  const config: Config = {
    databaseUrl: read.DATABASE_URL,
    logLevel: read.LOG_LEVEL,
    sources,
    slack,
    admins: read.SPEND_ADMINS,
    peopleVisible: read.SPEND_PEOPLE_VISIBLE,
    quickchartUrl: read.QUICKCHART_URL ?? null,
    backfillDays: read.BACKFILL_DAYS,
    settleDays: read.SETTLE_DAYS,
    collectCron: read.COLLECT_CRON,
    retentionDays: read.RETENTION_DAYS ?? null,
    metricsPort: read.METRICS_PORT ?? null,
    metricsHost: read.METRICS_HOST,
    teamPrices: content.file.teamPrices,
    pricesUrl: read.PRICES_URL ?? null,
  };
  return { config, problems };
}

const noSource = 'No source is set. Set OPENAI_ADMIN_KEY (an admin key, sk-admin-…), or OPENAI_API_KEY where you have only an API key.';
const noSlack =
  'Slack is not set. Set SLACK_BOT_TOKEN (xoxb-…), and SLACK_APP_TOKEN (xapp-…) for Socket Mode or SLACK_SIGNING_SECRET for HTTP.';

/** The Slack settings; null and what is missing if only half is set. An invalid variable in `set` was already reported, so it counts. */
function slackOf(read: ReadVariables, set: Variables): { slack: SlackConfig | null; problems: string[] } {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = read;
  const hasToken = set.SLACK_BOT_TOKEN !== undefined;
  const hasConnection = set.SLACK_APP_TOKEN !== undefined || set.SLACK_SIGNING_SECRET !== undefined;
  const problems: string[] = [];
  if (hasConnection && !hasToken) problems.push('SLACK_BOT_TOKEN is not set. Set it to the bot token, xoxb-…, from OAuth & Permissions.');
  if (hasToken && !hasConnection)
    problems.push('SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN (xapp-…, for Socket Mode) nor SLACK_SIGNING_SECRET (for HTTP) is.');
  if (botToken === undefined || (appToken === undefined && signingSecret === undefined)) return { slack: null, problems };
  const slack: SlackConfig = {
    botToken,
    connection:
      appToken === undefined ? { mode: 'http', signingSecret: signingSecret ?? '', port: read.PORT } : { mode: 'socket', appToken },
    apiUrl: read.SLACK_API_URL ?? null,
    admins: read.SPEND_ADMINS,
    peopleVisible: read.SPEND_PEOPLE_VISIBLE,
    guests: read.SPEND_GUESTS,
  };
  return { slack, problems };
}

function addressProblems(url: string): string[] {
  try {
    readAddress(url);
    return [];
  } catch (error) {
    if (error instanceof StoreError) return [error.message];
    throw error;
  }
}
