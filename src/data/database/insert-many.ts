import type { CompiledQuery, InsertObject, Transaction } from 'kysely';
import { isPostgres } from './dialect.ts';
import type { Schema } from './schema.ts';

/** Few enough values for either database, and enough rows that the number of calls doesn't matter. */
const rowsPerStatement = 50;

/** Full-size statements by database and table. Generating the SQL takes as long as running it. */
const statements = new Map<string, CompiledQuery>();

/** Inserts rows that all have the same columns. */
export async function insertMany<T extends 'usage_row' | 'billed_row'>(
  transaction: Transaction<Schema>,
  table: T,
  rows: readonly InsertObject<Schema, T>[],
): Promise<void> {
  for (const part of partsOf(rows)) {
    if (part.length < rowsPerStatement) await insertOf(transaction, table, part).execute();
    else await transaction.executeQuery({ ...statementFor(transaction, table, part), parameters: part.flatMap(Object.values) });
  }
}

/** Splits `rows` into batches of one statement each. */
export function partsOf<T>(rows: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < rows.length; start += rowsPerStatement) parts.push(rows.slice(start, start + rowsPerStatement));
  return parts;
}

function statementFor<T extends 'usage_row' | 'billed_row'>(
  transaction: Transaction<Schema>,
  table: T,
  part: readonly InsertObject<Schema, T>[],
): CompiledQuery {
  const key = `${table} ${isPostgres(transaction)}`;
  const statement = statements.get(key) ?? insertOf(transaction, table, part).compile();
  statements.set(key, statement);
  return statement;
}

function insertOf<T extends 'usage_row' | 'billed_row'>(
  transaction: Transaction<Schema>,
  table: T,
  rows: readonly InsertObject<Schema, T>[],
) {
  return transaction.insertInto(table).values(rows);
}
