import { type Kysely, sql } from 'kysely';
import { isPostgres } from './dialect.ts';

/** The tables that hold data, by name, as the database itself lists them; all but the one that notes the schema's version. */
export async function dataTables<T>(database: Kysely<T>): Promise<string[]> {
  const { rows } = isPostgres(database)
    ? await sql<{ name: string }>`select table_name::text as name from information_schema.tables
        where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(database)
    : await sql<{ name: string }>`select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'`.execute(
        database,
      );
  return rows
    .map(({ name }) => name)
    .filter(name => name !== 'schema_version')
    .sort();
}
