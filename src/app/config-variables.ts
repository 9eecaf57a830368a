import { z } from 'zod';

const openAiUrl = 'https://api.openai.com/v1';

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, 'expected a whole number')
    .transform(Number)
    .pipe(z.number().min(least, `expected at least ${least}`).max(most, `expected at most ${most}`));

const withoutUser = 'expected an address without a user and password: it is shown where others see it. Let a proxy add them';

/** Addresses are shown in `status`, logs and errors, so they hold nothing secret. */
const webAddress = z
  .url({ protocol: /^https?$/, error: 'expected an address that starts with http:// or https://' })
  .refine(isWithoutUser, withoutUser);

function isWithoutUser(address: string): boolean {
  const url = URL.parse(address);
  return url === null || (url.username === '' && url.password === '');
}

/** Prices over plain http could be changed on their way. */
function isListAddress(address: string): boolean {
  return /^https:\/\//i.test(address) ? URL.canParse(address) : !/^[a-z][a-z0-9+.-]*:\/\//i.test(address);
}

const variablesSchema = z.object({
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
  PRICES_URL: z
    .string()
    .refine(isListAddress, 'expected an address that starts with https://, or a file')
    .refine(isWithoutUser, withoutUser)
    .optional(),
  BACKFILL_DAYS: wholeNumber(1, 3650).default(90),
  SETTLE_DAYS: wholeNumber(0, 60).default(3),
  COLLECT_CRON: z.string().default('7 * * * *'),
  RETENTION_DAYS: wholeNumber(7, 36_500).optional(),
  METRICS_PORT: wholeNumber(0, 65_535).optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  SPEND_ADMINS: z
    .string()
    .default('')
    .transform(ids => ids.split(/[\s,]+/).filter(id => id !== '')),
  SPEND_PEOPLE_VISIBLE: z.enum(['admins', 'everyone'], 'expected admins or everyone').default('admins'),
  SPEND_GUESTS: z.enum(['refuse', 'allow'], 'expected refuse or allow').default('refuse'),
  SPENDBOT_CONFIG: z.string().optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'expected one of trace, debug, info, warn, error, fatal, silent')
    .default('info'),
});

export type VariableName = keyof z.infer<typeof variablesSchema>;
export type ReadVariables = z.infer<typeof variablesSchema>;

/** The values in `set`, with a default for each that is missing or invalid, and the problems by variable. */
export function readVariables(set: Readonly<Record<string, string | undefined>>): {
  variables: ReadVariables;
  wrong: { name: string; words: string }[];
} {
  const read = variablesSchema.safeParse(set);
  if (read.success) return { variables: read.data, wrong: [] };
  const wrong = read.error.issues.map(({ path, message }) => ({ name: path.join('.'), words: `${path.join('.')}: ${message}.` }));
  const right = Object.fromEntries(Object.entries(set).filter(([name]) => !wrong.some(one => one.name === name)));
  return { variables: variablesSchema.parse(right), wrong };
}
