import { expect, it } from 'vitest';
import { homeViewers, saveHomeViewer } from '#features/home/home-viewers-store.ts';
import { testDatabase } from '../../support/database.ts';

const at = (time: string) => new Date(`2026-11-22T${time}Z`);

it('names who opened the Home tab since a moment, the last one first, each once', async () => {
  const database = await testDatabase();
  await saveHomeViewer(database, 'U0OLGA', at('09:00:00'));
  await saveHomeViewer(database, 'U0ALICE', at('10:00:00'));
  await saveHomeViewer(database, 'U0BOB', at('08:59:59'));
  await saveHomeViewer(database, 'U0OLGA', at('11:00:00'));
  expect(await homeViewers(database, at('09:00:00'))).toEqual(['U0OLGA', 'U0ALICE']);
  expect(await homeViewers(database, at('11:00:01'))).toEqual([]);
});
