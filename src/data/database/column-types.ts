import type { ColumnType } from 'kysely';

/** A 64-bit whole number: always read as `bigint`, written as either. */
export type Whole = ColumnType<bigint, bigint | number, bigint | number>;

export type WholeOrNull = ColumnType<bigint | null, bigint | number | null, bigint | number | null>;
