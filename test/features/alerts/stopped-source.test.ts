import { beforeEach, describe, expect, it } from 'vitest';
import { nanoUsdFromDecimal } from '#core/money/nano-usd.ts';
import { daysOf } from '#core/time/period.ts';
import type { Database } from '#data/database/open.ts';
import { endCollection } from '#data/ledger/source-states.ts';
import { alertHeadline } from '#features/alerts/alert-headline.ts';
import { alertMessage } from '#features/alerts/blocks.ts';
import { createAlertRule } from '#features/alerts/rules-store.ts';
import { createBudget } from '#features/setup/budgets-store.ts';
import { testDatabase } from '../../support/database.ts';
import { givenSource, givenUsage } from '../../support/day-builder.ts';
import { written } from '../support/outbox.ts';
import { at, budget, change, rule, type Watched, watched } from './watched.ts';

let database: Database;
let look: Watched['look'];

beforeEach(async () => {
  database = await testDatabase();
  ({ look } = await watched(database));
  await givenSource(database, 'usage-eu', 'usage', ['usage']);
});

/** Days of $10 up to the one in which `source` was last read. */
async function given(source: string, lastRead: string): Promise<void> {
  const row = { usd: '10', model: 'o3', project: 'proj_search', requests: 1, inputTokens: 1000 };
  for (const day of daysOf({ from: '2026-10-01', to: '2026-12-01' }))
    if (day <= `2026-11-${lastRead.slice(0, 2)}`) await givenUsage(database, source, day, [row], at(lastRead));
}

/** What the newest message says, a line each. */
async function lastSaid(): Promise<string[]> {
  const view = (await written(database)).at(-1)?.view;
  return view === undefined ? [] : alertMessage(view).text.split('\n');
}

/** Each message's first line, and whether it names the source that stopped. */
const headlines = async () =>
  (await written(database)).map(({ view }) => [alertHeadline(view), alertMessage(view).text.includes(euStopped)]);

const euStopped =
  'Source usage-eu was last read 20 Nov, 17:00 UTC. Its later use is missing: OpenAI refuses the admin key (403). An admin can fix it; /spend status says how.';

describe('while one of two sources has stopped', () => {
  beforeEach(async () => {
    await given('usage-eu', '20T17:00');
    await endCollection(database, 'usage-eu', 'OpenAI refuses the key (403)');
  });

  it('a budget is told as far as the other one was read, and what it lacks', async () => {
    await given('usage', '24T22:30');
    await createBudget(database, { ...budget, amountNanoUsd: nanoUsdFromDecimal('600') }, '2026-11-01', change);
    for (const [time, until] of [
      ['24T23:00', '24 Nov'],
      ['25T09:00', '24 Nov, 22:30 UTC'],
    ] as const) {
      await look(time);
      const [headline, spent] = await lastSaid();
      expect(headline).toContain('has reached 73% of the $600 budget');
      // 20 and 24 days of $10.
      expect(spent).toContain(`$440.00 by ${until} (`);
      expect(spent).toContain(euStopped);
      expect(spent).toContain('The largest model is o3 ($440.00, 100%)');
    }
  });

  it('looks change nothing that is said as time passes', async () => {
    await given('usage', '24T22:30');
    await createBudget(database, budget, '2026-11-01', change);
    await look('24T23:00');
    const said = await written(database);
    await look('24T23:05');
    expect(await written(database)).toEqual(said);
  });

  it('a day over an amount is not told as read until then, and says what it lacks', async () => {
    await given('usage', '21T10:00');
    await createAlertRule(database, rule({ kind: 'day', amountNanoUsd: nanoUsdFromDecimal('15') }), '2026-11-18', change);
    await look('21T11:00');
    expect(await headlines()).toEqual([
      ['Wed 18 Nov cost $20.00, over your $15 a day', false],
      ['Thu 19 Nov cost $20.00, over your $15 a day', false],
      ['Fri 20 Nov has cost $20.00 so far, over your $15 a day', true],
    ]);
  });

  it('a period that both were read for says nothing of it', async () => {
    await given('usage', '24T22:30');
    await createBudget(database, { ...budget, period: 'day', amountNanoUsd: nanoUsdFromDecimal('15') }, '2026-11-19', change);
    await look('21T11:00');
    expect(await headlines()).toEqual([
      ['OpenAI spend has reached 66% of the $15 budget for Sat 21 Nov', true],
      ['OpenAI spend has reached 133% of the $15 budget for Fri 20 Nov', true],
      ['OpenAI spend has reached 133% of the $15 budget for Thu 19 Nov', false],
    ]);
  });
});

it('two sources that were both read some time ago are told as far as the later one', async () => {
  await given('usage-eu', '24T10:00');
  await given('usage', '24T17:00');
  await createBudget(database, budget, '2026-11-01', change);
  await look('24T23:00');
  const [, spent] = await lastSaid();
  expect(spent).toContain('$480.00 by 24 Nov, 17:00 UTC (');
  expect(spent).toContain('Source usage-eu was last read 24 Nov, 10:00 UTC. Its later use is missing.');
});
