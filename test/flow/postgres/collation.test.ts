import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '#data/database/open.ts';
import { newDatabase } from '../../support/database.ts';

describe('texts on PostgreSQL', () => {
  it('compare by their bytes in every column, whatever the collation of the database', async () => {
    const { url, drop } = await newDatabase();
    const database = await openDatabase(url);
    const { rows } = await sql<{ column: string; collation: string | null }>`
      select table_name || '.' || column_name as column, collation_name as collation from information_schema.columns
      where table_schema = 'public' and data_type = 'text' and table_name <> 'schema_version'`.execute(database);
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter(({ collation }) => collation !== 'C')).toEqual([]);
    await database.destroy();
    await drop();
  });
});
