import type { CompiledQuery, InsertObject, Transaction } from 'kysely';
import { isPostgres } from './dialect.ts';
import type { Schema } from './schema.ts';

/** Few enough values for every database, many enough that calls do not matter. */
const rowsPerStatement = 50;

/** Statements of {@link rowsPerStatement} rows, by database and table: to make their text anew takes as long as to run them. */
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

/** Cuts `rows` into as many as one statement takes. */
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
