import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { amountColumn, countColumn, readByColumns, textColumn } from '#data/figures/read-columns.ts';
import { testDatabase } from '../../support/database.ts';

const columns = { id: textColumn(sql.ref('column1')), money: amountColumn(sql.ref('column2')), requests: countColumn(sql.ref('column3')) };

describe('rows read by columns', () => {
  it('are what was stored, whatever the ids, to the nano-dollar', async () => {
    const database = await testDatabase();
    // PostgreSQL can't store NUL, and neither database can store half a character.
    const id = fc.string({ unit: 'binary' }).map(any => any.replaceAll('\u0000', ' '));
    const row = fc.record({ id, money: fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }), requests: fc.maxSafeNat() });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async given => {
        const values = given.map(({ id, money, requests }) => sql`(cast(${id} as text), ${sql.lit(money)}, ${sql.lit(requests)})`);
        expect(await readByColumns(database, sql`from (values ${sql.join(values)}) as given`, columns)).toEqual(given);
      }),
    );
  });

  it('are none where there are none', async () => {
    const database = await testDatabase();
    expect(await readByColumns(database, sql`from (values ('a', 1, 1)) as given where 1 = 0`, columns)).toEqual([]);
  });
});
