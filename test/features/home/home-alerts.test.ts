import { expect, it } from 'vitest';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import { homeBlocks } from '#features/home/blocks.ts';
import { home } from '#features/home/home.ts';
import { homeAlerts } from '#features/home/home-alerts.ts';
import { createBudget } from '#features/setup/budgets-store.ts';
import { testDatabase } from '../../support/database.ts';
import { at, budget, change, watched } from '../alerts/watched.ts';

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

it('an open alert is told in the line of its budget, which alone has a mark', async () => {
  const database = await testDatabase();
  const { parts, spend, look } = await watched(database);
  await createBudget(database, { ...budget, amountNanoUsd: nanoUsdFromDecimal('400') }, '2026-11-01', change);
  await spend('20', '255');
  await look('21T12:00');
  const view = await home({ ...parts, running: new Map() }, at('21T12:00'), { isAdmin: true, maySeePeople: true });
  expect(view.openAlerts).toHaveLength(1);
  const blocks = homeBlocks(view, null);
  const line = blocks.findIndex(block => JSON.stringify(block).includes('of $400 monthly'));
  expect(JSON.stringify(blocks[line])).toMatch(/[🟢🟡🔴].* of \$400 monthly.* · alert in <#C0COSTS>/u);
  expect(JSON.stringify(blocks[line + 1])).toContain('home:acknowledge');
  expect(JSON.stringify(blocks)).not.toContain('Open alerts');
  expect(JSON.stringify(blocks).match(/[🟢🟡🔴]/gu)).toHaveLength(1);
});
