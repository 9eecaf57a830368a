import { sql } from 'kysely';
import type { FetchedList } from '#core/prices/fetched-prices.ts';
import { type Day, dayOf, type Instant } from '#core/time/day.ts';
import type { Database } from '../database/open.ts';

export interface StoredPriceList extends FetchedList {
  readonly number: number;
  /** When its address was last seen to say nothing newer. */
  readonly seenAt: Instant;
}

/** Every kept price list, newest first. */
export async function storedPriceLists(database: Database): Promise<StoredPriceList[]> {
  const rows = await database.selectFrom('price_list').orderBy('number', 'desc').selectAll().execute();
  return rows.map(({ number, address, format, fetched_at, seen_at, content, accepted }) => ({
    ...{ number: Number(number), address },
    fetchedOn: dayOf(new Date(fetched_at)),
    seenAt: new Date(seen_at),
    isDated: format === 'spendbot',
    file: JSON.parse(content),
    accepted: JSON.parse(accepted),
  }));
}

/** Changes whenever a list is added. */
export async function priceListsVersion(database: Database): Promise<number> {
  const newest = await database
    .selectFrom('price_list')
    .select(({ fn }) => fn.max('number').as('number'))
    .executeTakeFirst();
  return Number(newest?.number ?? 0);
}

/** Keeps a list whole, as the newest. */
export async function keepPriceList(database: Database, list: Omit<FetchedList, 'fetchedOn'>, at: Instant): Promise<void> {
  const { address, isDated, file, accepted } = list;
  await database
    .insertInto('price_list')
    .values({
      number: sql<bigint>`(select coalesce(max(number), 0) + 1 from price_list)`,
      address,
      format: isDated ? 'spendbot' : 'litellm',
      version: file.version,
      fetched_at: at.toISOString(),
      seen_at: at.toISOString(),
      content: JSON.stringify(file),
      accepted: JSON.stringify(accepted),
    })
    .execute();
}

/** Notes that the newest list of `address` is still what the address says. */
export async function seePriceListAgain(database: Database, number: number, at: Instant): Promise<void> {
  await database.updateTable('price_list').set({ seen_at: at.toISOString() }).where('number', '=', BigInt(number)).execute();
}

/** The last day a fetched list vouches for; null where none was fetched. A list with days vouches for the day it says it is of. */
export async function priceListsDay(database: Database): Promise<Day | null> {
  const rows = await database.selectFrom('price_list').select(['format', 'version', 'seen_at']).execute();
  const days = rows.map(({ format, version, seen_at }) => {
    const seenOn = dayOf(new Date(seen_at));
    return format === 'spendbot' && version < seenOn ? version : seenOn;
  });
  return days.sort().at(-1) ?? null;
}
