import { expect, it } from 'vitest';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import { homeAlerts } from '#features/home/home-alerts.ts';
import { createBudget } from '#features/setup/budgets-store.ts';
import { testDatabase } from '../../support/database.ts';
import { budget, change, watched } from '../alerts/watched.ts';

it('the worst alerts are listed first, then the newest', async () => {
  const database = await testDatabase();
  const { spend, look } = await watched(database);
  for (const dollars of ['250', '300', '500']) {
    await createBudget(database, { ...budget, amountNanoUsd: nanoUsdFromDecimal(dollars) }, '2026-11-01', change);
  }
  await spend('02', '255');
  await look('02T12:00');
  await createBudget(database, { ...budget, amountNanoUsd: nanoUsdFromDecimal('400') }, '2026-11-01', change);
  await look('02T13:00');
  const open = await homeAlerts(database, { maySeePeople: true });
  const amounts = open.map(({ alert: { finding } }) => ('amountNanoUsd' in finding ? Number(finding.amountNanoUsd) / 1e9 : null));
  expect(amounts).toEqual([250, 400, expect.any(Number), expect.any(Number)]);
});
