import { type Collections, createCollections } from '#collect/collections.ts';
import { openSource } from '#collect/openai/open-source.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import type { Filter } from '#core/query/query.ts';
import type { Clock, Instant } from '#core/time/day.ts';
import { type Database, openDatabase } from '#data/database/open.ts';
import type { Manager } from '#features/access/manager.ts';
import { actOnIncident } from '#features/alerts/act-on-incident.ts';
import { evaluateAlerts } from '#features/alerts/evaluate.ts';
import { ask } from '#features/answers/ask.ts';
import type { AnswerView } from '#features/answers/view.ts';
import { chartOf } from '#features/chart-of.ts';
import { type CheckOptions, check } from '#features/check/check.ts';
import type { CheckView } from '#features/check/view.ts';
import { type DigestJobParts, digestMaker } from '#features/digests/digest-job.ts';
import { digestFindings } from '#features/digests/findings.ts';
import { manageDigests } from '#features/digests/manage.ts';
import { forecast } from '#features/forecast/forecast.ts';
import type { ForecastView } from '#features/forecast/view.ts';
import { help } from '#features/help/help.ts';
import type { HelpView } from '#features/help/view.ts';
import { home } from '#features/home/home.ts';
import type { HomeView } from '#features/home/view.ts';
import { manage } from '#features/manage.ts';
import { me } from '#features/me/me.ts';
import { overview } from '#features/overview/overview.ts';
import type { OverviewView } from '#features/overview/view.ts';
import { prices } from '#features/prices/prices.ts';
import type { PriceBookView, PricesView } from '#features/prices/view.ts';
import { status } from '#features/status/status.ts';
import type { StatusView } from '#features/status/view.ts';
import type { View } from '#features/views.ts';
import type { WhyView } from '#features/why/view.ts';
import { why } from '#features/why/why.ts';
import type { Logger } from '#log.ts';
import type { ChartConfig } from '#show/charts/chart-config.ts';
import { chartDrawer } from '#show/charts/chart-drawer.ts';
import type { ProblemView } from '#show/plain-views.ts';
import type { Config } from './config.ts';
import { type Paces, usualPaces } from './paces.ts';

/** Everything that the bot does without Slack. */
export interface Engine {
  readonly database: Database;
  readonly collections: Collections;
  ask(text: string, now: Instant, within?: readonly Filter[]): Promise<AnswerView | ProblemView>;
  /** Answers `text` of the usage of whoever has this e-mail address. */
  me(text: string, email: string | null, now: Instant, within: readonly Filter[]): Promise<AnswerView | ProblemView>;
  overview(now: Instant, within?: readonly Filter[]): Promise<OverviewView>;
  status(now: Instant): Promise<StatusView>;
  home(now: Instant, isAdmin: boolean): Promise<HomeView>;
  help(now: Instant, within?: readonly Filter[]): Promise<HelpView>;
  check(options: CheckOptions): Promise<CheckView>;
  /** Null asks for the price book as a whole. */
  prices(model: string | null, now: Instant, within?: readonly Filter[]): Promise<PricesView | PriceBookView | ProblemView>;
  /** Does what `text` says about budgets and alerts; null where it is about something else. */
  manage(text: string, manager: Manager, now: Instant): Promise<View | null>;
  actOnIncident(asked: Parameters<typeof actOnIncident>[1], now: Instant): Promise<ProblemView | null>;
  /** Looks at every budget and alert, and writes what is to be said. */
  evaluateAlerts(now: Instant): Promise<void>;
  /** `text` is what was typed after `forecast`. */
  forecast(text: string, now: Instant, within?: readonly Filter[]): Promise<ForecastView | ProblemView>;
  /** `text` is what was typed after `why`. */
  why(text: string, now: Instant, within?: readonly Filter[]): Promise<WhyView | ProblemView>;
  /** The answer's picture as PNG. */
  drawChart(view: AnswerView | ForecastView): Promise<Uint8Array>;
  draw(config: ChartConfig): Promise<Uint8Array>;
  digest: DigestJobParts['makeDigest'];
  /** Cuts off collections and closes the database. */
  close(): Promise<void>;
}

/** Opens the database and wires everything that needs no Slack. */
export async function openEngine(config: Config, clock: Clock, logger: Logger, paces: Paces = usualPaces): Promise<Engine> {
  const database = await openDatabase(config.databaseUrl);
  const { settleDays } = config;
  const sources = await Promise.all(config.sources.map(source => openSource(source, database, clock, logger, paces.limit)));
  const priceBook = createPriceBook(config.teamPrices);
  const collections = createCollections({ database, priceBook, clock, logger, sources, settleDays, holdPace: paces.hold });
  const parts = { database, settleDays };
  const alertParts = { ...parts, peopleVisible: config.peopleVisible };
  const digestParts = { ...alertParts, ...digestFindings(parts) };
  const draw = chartDrawer(config.quickchartUrl, logger);
  return {
    database,
    collections,
    ask: (text, now, within) => ask(parts, text, now, within),
    me: (text, email, now, within) => me(parts, text, email, now, within),
    overview: (now, within) => overview(parts, now, within),
    status: now => status(parts, collections.running, now),
    home: (now, isAdmin) => home(alertParts, collections.running, now, isAdmin),
    help: (now, within) => help(database, now, within),
    check: options => check(parts, options),
    prices: (model, now, within) => prices({ database, priceBook }, model, now, within),
    manage: async (text, manager, now) =>
      (await manageDigests({ parts: digestParts, text, manager, now })) ?? manage(alertParts, text, manager, now),
    actOnIncident: (asked, now) => actOnIncident(parts, asked, now),
    evaluateAlerts: async now => void (await evaluateAlerts(alertParts, now)),
    forecast: (text, now, within) => forecast(parts, text, now, within),
    why: (text, now, within) => why(parts, text, now, within),
    drawChart: view => draw(chartOf(view)),
    draw,
    digest: digestMaker(digestParts),
    async close() {
      await collections.stop();
      await database.destroy();
    },
  };
}
