import { existsSync } from 'node:fs';
import { z } from 'zod';
import { type ConfigFile, readConfigFile } from './config-file.ts';
import type { TeamPrices } from './core/price-team.ts';
import type { SlackConfig } from './slack/bolt.ts';

/** One OpenAI organisation and how it is read. */
export interface SourceConfig {
  readonly id: string;
  readonly kind: 'admin' | 'usage';
  readonly apiKey: string;
  readonly organizationId: string | null;
  readonly baseUrl: string;
  readonly requestsPerMinute: number;
}

export interface Config {
  readonly databaseUrl: string;
  readonly logLevel: string;
  /** What is configured, which may be nothing: commands that need no source do without. */
  readonly sources: readonly SourceConfig[];
  /** Null where Slack is not set up. */
  readonly slack: SlackConfig | null;
  /** Null: charts are drawn here. */
  readonly quickchartUrl: string | null;
  readonly backfillDays: number;
  readonly settleDays: number;
  readonly collectCron: string;
  /** Rows of days older than this are dropped, their totals stay; null: all is kept. */
  readonly retentionDays: number | null;
  /** Where `/healthz`, `/readyz` and `/metrics` are served; null: nowhere. */
  readonly metricsPort: number | null;
  /** The team's own prices; null where there are none. */
  readonly teamPrices: TeamPrices | null;
}

/** Which parts of the configuration a command cannot do without. */
export interface ConfigNeeds {
  readonly source?: boolean;
  readonly slack?: boolean;
}

/** Everything that is set wrongly, all at once, in words that say what to set. No key is ever in it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config_invalid';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const openAiUrl = 'https://api.openai.com/v1';

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, 'expected a whole number')
    .transform(Number)
    .pipe(z.number().min(least, `expected at least ${least}`).max(most, `expected at most ${most}`));

const webAddress = z.url({ protocol: /^https?$/, error: 'expected an address that starts with http:// or https://' });

const environmentSchema = z.object({
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'expected the bot token, xoxb-…, from OAuth & Permissions').optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'expected the app-level token, xapp-…, from Basic Information').optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_API_URL: webAddress.optional(),
  PORT: wholeNumber(1, 65_535).default(3000),
  OPENAI_ADMIN_KEY: z.string().optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_ORG_ID: z.string().startsWith('org-', 'expected the organisation’s id, org-…').optional(),
  OPENAI_BASE_URL: webAddress.default(openAiUrl),
  OPENAI_REQUESTS_PER_MINUTE: wholeNumber(1, 10_000).optional(),
  DATABASE_URL: z.string().default('file:data/spendbot.sqlite'),
  QUICKCHART_URL: webAddress.optional(),
  BACKFILL_DAYS: wholeNumber(1, 3650).default(90),
  SETTLE_DAYS: wholeNumber(0, 60).default(3),
  COLLECT_CRON: z.string().default('7 * * * *'),
  RETENTION_DAYS: wholeNumber(7, 36_500).optional(),
  METRICS_PORT: wholeNumber(0, 65_535).optional(),
  SPEND_ADMINS: z.string().default(''),
  SPEND_PEOPLE_VISIBLE: z.enum(['admins', 'everyone'], 'expected admins or everyone').default('admins'),
  SPENDBOT_CONFIG: z.string().optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'expected one of trace, debug, info, warn, error, fatal, silent')
    .default('info'),
});
type Environment = z.infer<typeof environmentSchema>;

/** The process's environment, with what a `.env` file in the working folder adds. A variable that is set already wins. */
export function environment(): Readonly<Record<string, string | undefined>> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

/**
 * The configuration that `variables` and the config file describe. A variable that is empty counts as not set.
 *
 * @throws ConfigError with every problem, also those of parts that the command does not need: nothing starts half configured.
 */
export function readConfig(variables: Readonly<Record<string, string | undefined>>, needs: ConfigNeeds = {}): Config {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const read = environmentSchema.safeParse(set);
  const { file, problems: fileProblems } = readConfigFile(set.SPENDBOT_CONFIG);
  const problems = [...(read.success ? [] : read.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}.`)), ...fileProblems];
  if (!read.success) throw new ConfigError(problems);
  const env = read.data;
  const sources = sourcesOf(env, file, set, problems);
  const slack = slackOf(env, problems);
  if (needs.source && sources.length === 0 && problems.length === 0) {
    problems.push('No source is set. Set OPENAI_ADMIN_KEY (an admin key, sk-admin-…), or OPENAI_API_KEY where you have only an API key.');
  }
  if (needs.slack && slack === null && problems.length === 0) {
    problems.push(
      'Slack is not set. Set SLACK_BOT_TOKEN (xoxb-…), and SLACK_APP_TOKEN (xapp-…) for Socket Mode or SLACK_SIGNING_SECRET for HTTP.',
    );
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    databaseUrl: env.DATABASE_URL,
    logLevel: env.LOG_LEVEL,
    sources,
    slack,
    quickchartUrl: env.QUICKCHART_URL ?? null,
    backfillDays: env.BACKFILL_DAYS,
    settleDays: env.SETTLE_DAYS,
    collectCron: env.COLLECT_CRON,
    retentionDays: env.RETENTION_DAYS ?? null,
    metricsPort: env.METRICS_PORT ?? null,
    teamPrices: file.teamPrices,
  };
}

function sourcesOf(
  env: Environment,
  file: ConfigFile,
  variables: Readonly<Record<string, string | undefined>>,
  problems: string[],
): SourceConfig[] {
  if (file.sources) {
    return file.sources.flatMap(source => {
      const apiKey = variables[source.keyFrom];
      if (apiKey === undefined) problems.push(`Source ${source.id} takes its key from ${source.keyFrom}, which is not set.`);
      const requestsPerMinute = source.requestsPerMinute ?? defaultRequestsPerMinute[source.kind];
      return checked(
        { ...source, apiKey: apiKey ?? '', organizationId: source.organization, baseUrl: env.OPENAI_BASE_URL, requestsPerMinute },
        source.keyFrom,
        problems,
      );
    });
  }
  const common = { organizationId: env.OPENAI_ORG_ID ?? null, baseUrl: env.OPENAI_BASE_URL };
  // With both keys the admin key is used and the plain one left alone, so that nothing is counted twice.
  const kind = env.OPENAI_ADMIN_KEY ? 'admin' : 'usage';
  const apiKey = env.OPENAI_ADMIN_KEY ?? env.OPENAI_API_KEY;
  if (apiKey === undefined) return [];
  const requestsPerMinute = env.OPENAI_REQUESTS_PER_MINUTE ?? defaultRequestsPerMinute[kind];
  return checked(
    { ...common, id: kind, kind, apiKey, requestsPerMinute },
    kind === 'admin' ? 'OPENAI_ADMIN_KEY' : 'OPENAI_API_KEY',
    problems,
  );
}

const defaultRequestsPerMinute = { usage: 5, admin: 60 };

/** The source, unless its key is visibly of the wrong kind. */
function checked(source: SourceConfig, variable: string, problems: string[]): SourceConfig[] {
  const wrongKind = source.kind === 'admin' ? /^sk-(?:proj|svcacct)-/.exec(source.apiKey) : /^sk-admin-/.exec(source.apiKey);
  if (wrongKind) {
    problems.push(
      source.kind === 'admin'
        ? `${variable} starts with "${wrongKind[0]}": that is a project key. Usage needs an admin key; create one under Settings → Organization → Admin keys, or set OPENAI_API_KEY instead.`
        : `${variable} starts with "${wrongKind[0]}": that is an admin key. Set OPENAI_ADMIN_KEY to it instead.`,
    );
    return [];
  }
  const { id, kind, apiKey, organizationId, baseUrl, requestsPerMinute } = source;
  return [{ id, kind, apiKey, organizationId, baseUrl, requestsPerMinute }];
}

function slackOf(env: Environment, problems: string[]): SlackConfig | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = env;
  if (!botToken) {
    if (appToken || signingSecret) problems.push('SLACK_BOT_TOKEN is not set. Set it to the bot token, xoxb-…, from OAuth & Permissions.');
    return null;
  }
  if (!appToken && !signingSecret) {
    problems.push('SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN (xapp-…, for Socket Mode) nor SLACK_SIGNING_SECRET (for HTTP) is.');
    return null;
  }
  return {
    botToken,
    connection: appToken ? { mode: 'socket', appToken } : { mode: 'http', signingSecret: signingSecret ?? '', port: env.PORT },
    apiUrl: env.SLACK_API_URL ?? null,
    admins: env.SPEND_ADMINS.split(/[\s,]+/).filter(id => id !== ''),
    peopleVisible: env.SPEND_PEOPLE_VISIBLE,
  };
}
