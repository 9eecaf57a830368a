import { expect, it } from 'vitest';
import { lastChanges, recordAudit } from '#data/database/audit-log.ts';
import { testDatabase } from '../../support/database.ts';

it('the audit log gives the last changes newest first, also those of one millisecond', async () => {
  const database = await testDatabase();
  const at = new Date('2026-11-22T12:00:00.123Z');
  const names = Array.from({ length: 12 }, (_, index) => `change ${index + 1}`);
  for (const what of names) await database.transaction().execute(transaction => recordAudit(transaction, { at, who: 'U0ALICE', what }));
  await database.transaction().execute(async transaction => {
    await recordAudit(transaction, { at: new Date(at.getTime() - 1), who: 'U0ALICE', what: 'earlier' });
    for (const what of ['first of two', 'second of two']) await recordAudit(transaction, { at, who: 'U0BOB', what });
  });
  const newestFirst = ['second of two', 'first of two', ...names.toReversed(), 'earlier'];
  expect((await lastChanges(database, 99)).map(({ what }) => what)).toEqual(newestFirst);
  expect((await lastChanges(database, 3)).map(({ what }) => what)).toEqual(newestFirst.slice(0, 3));
});
