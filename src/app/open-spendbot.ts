import { type Collections, createCollections } from '#collect/collections.ts';
import { openSource } from '#collect/openai/open-source.ts';
import type { Clock } from '#core/time/day.ts';
import { openDatabase } from '#data/database/open.ts';
import { CurrentTroubles } from '#delivery/jobs/current-troubles.ts';
import { evaluateAlerts } from '#features/alerts/evaluate.ts';
import type { Parts } from '#features/feature.ts';
import { features } from '#features/features.ts';
import { currentPriceBook } from '#features/prices/current-price-book.ts';
import type { Logger } from '#log.ts';
import type { ChartConfig } from '#show/charts/chart-config.ts';
import { chartDrawer } from '#show/charts/chart-drawer.ts';
import type { Config } from './config.ts';
import { type Paces, usualPaces } from './paces.ts';

/** The parts of spendbot that do not need Slack. */
export interface Spendbot {
  readonly parts: Parts;
  readonly troubles: CurrentTroubles;
  readonly collections: Collections;
  /** Evaluates every budget and alert, and queues their messages. A failure is logged; a job retries within minutes. */
  lookAtAlerts(): Promise<void>;
  draw(config: ChartConfig): Promise<Uint8Array>;
  /** Interrupts collections and closes the database. */
  close(): Promise<void>;
}

export async function openSpendbot(config: Config, clock: Clock, logger: Logger, paces: Paces = usualPaces): Promise<Spendbot> {
  const database = await openDatabase(config.databaseUrl);
  const { settleDays, peopleVisible, admins } = config;
  const sources = config.sources.map(source => openSource(source, database, clock, logger, paces.limit));
  const priceBook = currentPriceBook(database, config.teamPrices);
  const collections = createCollections({ database, priceBook, clock, logger, sources, settleDays, holdPace: paces.hold });
  const troubles = new CurrentTroubles();
  const parts: Parts = {
    ...{ troubles, database, settleDays, peopleVisible, admins, features },
    running: collections.running,
    priceBook,
    watchesChanged: lookAtAlerts,
  };
  return {
    parts,
    troubles,
    collections,
    lookAtAlerts,
    draw: chartDrawer(config.quickchartUrl, logger),
    async close() {
      await collections.stop();
      await database.destroy();
    },
  };

  async function lookAtAlerts(): Promise<void> {
    try {
      await evaluateAlerts(parts, clock());
    } catch (error) {
      logger.error({ err: error }, 'Alerts could not be evaluated; a job tries again within minutes');
    }
  }
}
