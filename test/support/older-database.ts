import { sql } from 'kysely';
import type { Database } from '#data/database/open.ts';

/** Undoes every migration since the one before totals. */
export async function makeOlder(database: Database): Promise<void> {
  for (const table of ['usage_total', 'billed_total', 'unpriced_total', 'price_list', 'said_price_change', 'channel_card'])
    await sql`drop table ${sql.table(table)}`.execute(database);
  for (const index of ['dropped', 'endpoint', 'fetched']) await sql`drop index ${sql.table(`collected_day_${index}`)}`.execute(database);
  for (const column of ['rows_dropped', 'changed_at']) {
    await sql`alter table collected_day drop column ${sql.ref(column)}`.execute(database);
  }
  await sql`alter table source_state drop column days_version`.execute(database);
  await sql`alter table audit drop column ordinal`.execute(database);
  await sql`alter table usage_row drop column cache_write_12h_tokens`.execute(database);
  for (const column of ['part', 'amount', 'currency', 'is_counted_elsewhere'])
    await sql`alter table not_understood drop column ${sql.ref(column)}`.execute(database);
  await sql`delete from schema_version where version > 6`.execute(database);
}
