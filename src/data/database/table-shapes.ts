import { type Kysely, sql } from 'kysely';
import { ascending } from '#core/ascending.ts';
import { isPostgres } from './dialect.ts';

/** A table as the database itself describes it. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly ColumnShape[];
  /** The primary key's columns in key order; empty if it has none. */
  readonly key: readonly string[];
}

interface ColumnShape {
  readonly name: string;
  readonly isWhole: boolean;
}

/** The data tables, by name: everything but the ones that track the schema version and an unfinished copy. */
export async function dataTables<T>(database: Kysely<T>): Promise<TableShape[]> {
  const { rows } = await (isPostgres(database) ? postgresColumns : sqliteColumns).execute(database);
  const tables = Map.groupBy(
    rows.filter(row => !['schema_version', 'unfinished_copy'].includes(row.table_name)),
    row => row.table_name,
  );
  return [...tables].sort(([a], [b]) => ascending(a, b)).map(([name, columns]) => ({ name, ...shapeOf(columns) }));
}

interface ColumnRow {
  readonly table_name: string;
  readonly column_name: string;
  readonly type: string;
  /** The column's position in the primary key, starting at 1; 0 or null if it isn't part of it. */
  readonly key_place: bigint | null;
}

const sqliteColumns = sql<ColumnRow>`
  select t.name as table_name, c.name as column_name, lower(c.type) as type, c.pk as key_place
  from sqlite_master as t join pragma_table_info(t.name) as c
  where t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\'
  order by t.name, c.cid`;

const postgresColumns = sql<ColumnRow>`
  select c.table_name::text, c.column_name::text, c.data_type::text as type, k.ordinal_position::integer as key_place
  from information_schema.columns c
  join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
  left join information_schema.table_constraints p
    on p.table_schema = c.table_schema and p.table_name = c.table_name and p.constraint_type = 'PRIMARY KEY'
  left join information_schema.key_column_usage k
    on k.constraint_schema = p.constraint_schema and k.constraint_name = p.constraint_name
    and k.table_name = c.table_name and k.column_name = c.column_name
  where c.table_schema = current_schema()
  order by c.table_name, c.ordinal_position`;

function shapeOf(columns: readonly ColumnRow[]): Omit<TableShape, 'name'> {
  const keyed = columns.filter(column => Number(column.key_place ?? 0n) > 0);
  return {
    columns: columns.map(({ column_name, type }) => ({ name: column_name, isWhole: /^(?:bigint|integer)$/.test(type) })),
    key: keyed.toSorted((a, b) => Number(a.key_place) - Number(b.key_place)).map(column => column.column_name),
  };
}
