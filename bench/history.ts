import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCollections } from '#collect/collections.ts';
import { createAdminSource } from '#collect/openai/admin-source.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import { addDays, dayOf } from '#core/time/day.ts';
import { type Database, openDatabase } from '#data/database/open.ts';
import { createLogger } from '#log.ts';
import { organisation } from './organisation.ts';

export const now = new Date('2026-11-22T12:00:00Z');

export interface History {
  readonly file: string;
  readonly database: Database;
  readonly rows: number;
  /** Of mapping, pricing and storing, together. */
  readonly rowsPerSecond: number;
  remove(): Promise<void>;
}

/** Collects `days` days of `rowsPerDay` rows into a new file, through the collector that the bot uses. */
export async function collectHistory(days: number, rowsPerDay: number): Promise<History> {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-bench-'));
  const file = join(folder, 'spendbot.sqlite');
  const database = await openDatabase(`file:${file}`);
  const logger = createLogger('warn');
  const sources = [createAdminSource({ id: 'admin', http: organisation(rowsPerDay), logger })];
  const priceBook = createPriceBook();
  const collections = createCollections({
    database,
    priceBook: async () => priceBook,
    clock: () => now,
    logger,
    sources,
    settleDays: 3,
  });
  const start = performance.now();
  await collections.run({ from: addDays(dayOf(now), 1 - days), to: addDays(dayOf(now), 1) });
  const seconds = (performance.now() - start) / 1000;
  const rows = days * rowsPerDay;
  return {
    file,
    database,
    rows,
    rowsPerSecond: rows / seconds,
    async remove() {
      await database.destroy();
      rmSync(folder, { recursive: true });
    },
  };
}
