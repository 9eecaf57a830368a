import { vi } from 'vitest';
import { startBot } from '#app/bot.ts';
import { addDays, type Day } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { endpointCounts } from '#data/ledger/day-states.ts';
import { saveNames } from '#data/ledger/stored-names.ts';
import type { SlackConfig } from '#delivery/slack/clients.ts';
import { type SlackStandIn, type SlackStandInOptions, startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { onDatabase, prepareDatabase } from '../support/database-copies.ts';
import { givenSource, givenUsage } from '../support/day-builder.ts';
import { hearWords, mindWords } from '../support/heard-words.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { configFor } from './bot.ts';

/** A Sunday; the seven full days before it hold usage. */
export const teamNow = new Date('2026-11-22T12:00:00Z');
export const teamDays: readonly Day[] = Array.from({ length: 14 }, (_, index) => addDays('2026-11-08', index));

/** The whole bot, as it is started, with a database that holds a small team's fortnight. */
export interface TeamBot {
  readonly slack: SlackStandIn;
  close(): Promise<void>;
}

export interface TeamBotOptions {
  readonly mode?: 'socket' | 'http';
  readonly config?: Partial<SlackConfig>;
  readonly standIn?: SlackStandInOptions;
  /** Fills the database before the bot starts. */
  readonly fill?: (database: Database) => Promise<void>;
  /** Names or questions of the test hold what spendbot itself never says, so its words are not checked. */
  readonly hasOddWords?: boolean;
}

export async function startTeamBot({
  mode = 'socket',
  config = {},
  standIn = {},
  fill = smallTeam,
  hasOddWords = false,
}: TeamBotOptions = {}): Promise<TeamBot> {
  const slack = await startSlackStandIn({ fileProcessingMs: 10, ...standIn });
  const heard = hearWords(slack);
  const bot = await startTeamIn({ ...configFor(slack, mode), ...config }, fill);
  if (bot.url !== null) slack.connectHttp(bot.url);
  return {
    slack,
    async close() {
      await bot.stop();
      await slack.close();
      if (!hasOddWords) mindWords(heard);
    },
  };
}

/** The team's bot in any Slack. `url` is what Slack posts to; null in Socket Mode. */
export async function startTeamIn(
  slack: SlackConfig,
  fill: (database: Database) => Promise<void> = smallTeam,
): Promise<{ readonly url: string | null; stop(): Promise<void> }> {
  const { url: databaseUrl, drop } = await prepareDatabase(async database => {
    await fill(database);
    await readByNow(database);
  });
  const bot = await startBot(
    {
      databaseUrl,
      logLevel: 'silent',
      // Nobody answers there: what the database holds is all there is.
      sources: [
        { id: 'admin', kind: 'admin', apiKey: 'sk-admin-test', organizationId: null, baseUrl: 'http://127.0.0.1:9', requestsPerMinute: 60 },
      ],
      slack,
      peopleVisible: slack.peopleVisible,
      admins: slack.admins,
      quickchartUrl: null,
      backfillDays: 7,
      settleDays: 3,
      collectCron: '7 * * * *',
      retentionDays: null,
      metricsPort: null,
      metricsHost: '127.0.0.1',
      teamPrices: null,
      pricesUrl: null,
    },
    () => teamNow,
    silentLogger,
  );
  await endpointsAreKnown(databaseUrl);
  // Bolt compares the time of a signature with the machine's clock, and spendbot with its own: here they are one.
  const port = await bot.connected;
  if (port !== null) vi.useFakeTimers({ toFake: ['Date'], now: teamNow });
  return {
    url: port === null ? null : `http://127.0.0.1:${port}/slack/events`,
    async stop() {
      vi.useRealTimers();
      await bot.stop();
      await drop();
    },
  };
}

/** Builders read days later than any settles; a bot whose clock says {@link teamNow} would read such days again. */
async function readByNow(database: Database): Promise<void> {
  const at = teamNow.toISOString();
  await database.updateTable('collected_day').set({ fetched_at: at }).where('fetched_at', '>', at).execute();
}

/** Answers then say the same of the days each time: that they lack what the other endpoints have, which nobody answers for. */
async function endpointsAreKnown(databaseUrl: string): Promise<void> {
  await onDatabase(databaseUrl, database =>
    vi.waitFor(
      async () => {
        if (((await endpointCounts(database)).get('admin') ?? 0) < 2) throw new Error('the first collection has not begun');
      },
      { timeout: 60_000, interval: 20 },
    ),
  );
}

/**
 * Each day Alice spends $3 in Search and $1 in Chat, Bob $2 in Chat, on two models. Nobody in OpenAI has the address of Carol.
 * A week: $42, of which $28 are Alice's, $21 in Search, $21 in Chat.
 */
export async function smallTeam(database: Database): Promise<void> {
  await givenSource(database, 'admin');
  const search = { project: 'proj_search', model: 'gpt-4o-2024-08-06', requests: 10, inputTokens: 1000, outputTokens: 100 };
  const chat = { project: 'proj_chat', model: 'o3-2025-04-16', requests: 10, inputTokens: 1000, outputTokens: 100 };
  for (const day of teamDays) {
    await givenUsage(database, 'admin', day, [
      { ...search, user: 'user-alice', key: 'key_search', usd: '3' },
      { ...chat, user: 'user-alice', key: 'key_chat', usd: '1' },
      { ...chat, user: 'user-bob', key: 'key_chat', usd: '2' },
    ]);
  }
  await saveNames(
    database,
    'admin',
    {
      users: [
        { id: 'user-alice', name: 'Alice Moreau', email: 'Alice@acme.example' },
        { id: 'user-bob', name: 'Bob Tanaka', email: 'bob@acme.example' },
      ],
      projects: [
        { id: 'proj_search', name: 'Search', email: null },
        { id: 'proj_chat', name: 'Chat', email: null },
      ],
      keys: [
        { id: 'key_search', name: 'search prod', email: null },
        { id: 'key_chat', name: 'chat prod', email: null },
      ],
    },
    teamNow,
  );
}
