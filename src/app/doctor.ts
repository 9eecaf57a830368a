import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { checkSource } from '#collect/openai/check-source.ts';
import { openSource } from '#collect/openai/open-source.ts';
import { errorMessage } from '#core/error-message.ts';
import { bookAge } from '#core/prices/book-age.ts';
import { pricesToLookAgain } from '#core/prices/look-again.ts';
import type { Finding } from '#core/setup-finding.ts';
import { addDays, type Clock, dayOf } from '#core/time/day.ts';
import { formatDayAndYear } from '#core/time/format-day.ts';
import { databaseBytes } from '#data/database/backup.ts';
import { schemaVersion } from '#data/database/migrate.ts';
import { type Database, openDatabase } from '#data/database/open.ts';
import { priceListsDay, storedPriceLists } from '#data/ledger/price-lists.ts';
import { isCron } from '#delivery/jobs/on-schedule.ts';
import { checkSlack, type ToldChannel } from '#delivery/slack/check-slack.ts';
import { storedAlertRules } from '#features/alerts/rules-store.ts';
import { subscriptions } from '#features/digests/subscriptions-store.ts';
import { listFinding } from '#features/prices/list-finding.ts';
import { storedBudgets } from '#features/setup/budgets-store.ts';
import type { Logger } from '#log.ts';
import { packageRoot } from '#package-root.ts';
import { bookAgeWords } from '#show/book-age-words.ts';
import { type Config, inspectConfig, type Setting } from './config.ts';

/** How long to wait for a source. */
const sourceTimeoutMs = 120_000;

/** Checks everything in the configuration, yielding each finding as it comes up. Changes nothing but the database schema. */
export async function* examine(
  variables: Readonly<Record<string, string | undefined>>,
  clock: Clock,
  logger: Logger,
): AsyncGenerator<Finding> {
  const { config, problems } = await inspectConfig(variables, { source: true, isCron });
  for (const { words } of problems) yield { subject: 'Settings', outcome: 'wrong', words };
  if (problems.length === 0) yield { subject: 'Settings', outcome: 'fine', words: 'all are understood' };
  if (variables.OPENAI_ADMIN_KEY && variables.OPENAI_API_KEY) {
    yield {
      subject: 'Settings',
      outcome: 'note',
      words: 'OPENAI_ADMIN_KEY is used; OPENAI_API_KEY is left alone, so that nothing counts twice',
    };
  }
  const isRight = (setting: Setting) => problems.every(problem => problem.setting !== setting);
  const told = isRight('databaseUrl') ? yield* databaseAndSources(config, clock, logger) : [];
  if (config.slack !== null && isRight('slack')) {
    yield* await checkSlack({ config: config.slack, scopes: manifestScopes(), told }, clock, logger);
  } else if (isRight('slack')) {
    yield { subject: 'Slack', outcome: 'note', words: 'not set (needed by `start`)' };
  }
  if (config.pricesUrl !== null) yield await listFinding(config.pricesUrl, dayOf(clock()));
  if (isRight('quickchartUrl')) yield await quickChartFinding(config.quickchartUrl);
}

/** Returns the channels we post to; none if the database can't be opened. */
async function* databaseAndSources(config: Config, clock: Clock, logger: Logger): AsyncGenerator<Finding, readonly ToldChannel[]> {
  let database: Database;
  try {
    database = await openDatabase(config.databaseUrl);
  } catch (error) {
    yield { subject: 'Database', outcome: 'wrong', words: errorMessage(error) };
    return [];
  }
  try {
    const kibibytes = Math.ceil((await databaseBytes(database)) / 1024);
    yield { subject: 'Database', outcome: 'fine', words: `schema version ${await schemaVersion(database)}, ${kibibytes} KiB` };
    const age = bookAge(await priceListsDay(database), dayOf(clock()));
    yield { subject: 'Prices', outcome: age.isOld ? 'note' : 'fine', words: bookAgeWords(age) };
    for (const { since, models } of pricesToLookAgain(await storedPriceLists(database), dayOf(clock()))) {
      const words = `${models.join(', ')}: announced only until ${formatDayAndYear(addDays(since, -1))}, so approximate since then. Check OpenAI's pricing page; a newer price goes into spendbot.yml.`;
      yield { subject: 'Prices', outcome: 'note', words };
    }
    const yesterday = addDays(dayOf(clock()), -1);
    for (const sourceConfig of config.sources) {
      const source = openSource(sourceConfig, database, clock, logger);
      yield* await checkSource(source, yesterday, AbortSignal.timeout(sourceTimeoutMs));
    }
    return await toldChannels(database);
  } finally {
    await database.destroy();
  }
}

/** The channels that digests, budgets and alerts post to, with their names: `digest 1`. Paused ones don't count. */
async function toldChannels(database: Database): Promise<{ channelId: string; what: string[] }[]> {
  const [digests, budgets, alerts] = [await subscriptions(database), await storedBudgets(database), await storedAlertRules(database)];
  const told = Object.entries({ digest: digests, budget: budgets, alert: alerts }).flatMap(([kind, things]) =>
    things.filter(({ isPaused }) => !isPaused).map(({ channelId, number }) => ({ channelId, what: `${kind} ${number}` })),
  );
  const byChannel = Map.groupBy(told, ({ channelId }) => channelId);
  return [...byChannel].map(([channelId, things]) => ({ channelId, what: things.map(({ what }) => what) }));
}

const manifest = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) });

function manifestScopes(): string[] {
  return manifest.parse(parse(readFileSync(new URL('manifest.yml', packageRoot), 'utf8'))).oauth_config.scopes.bot;
}

/** A QuickChart server reports its own health (https://quickchart.io/documentation/: `GET /healthcheck`). */
async function quickChartFinding(url: string | null): Promise<Finding> {
  const subject = 'Charts';
  if (url === null) return { subject, outcome: 'fine', words: 'drawn inside spendbot (QUICKCHART_URL is not set)' };
  const advice = 'Check QUICKCHART_URL; until then charts are drawn inside spendbot.';
  try {
    const response = await fetch(`${url.replace(/\/+$/, '')}/healthcheck`, { redirect: 'error', signal: AbortSignal.timeout(10_000) });
    await response.body?.cancel();
    if (response.ok) return { subject, outcome: 'fine', words: `QuickChart at ${new URL(url).host} is well` };
    return { subject, outcome: 'wrong', words: `QuickChart at ${new URL(url).host} answered ${response.status}. ${advice}` };
  } catch {
    return { subject, outcome: 'wrong', words: `QuickChart at ${new URL(url).host} cannot be reached. ${advice}` };
  }
}
