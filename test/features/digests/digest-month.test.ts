import { expect, it } from 'vitest';
import { daysOf } from '#core/time/period.ts';
import { monthOutcome } from '#features/digests/digest-month.ts';
import { testDatabase } from '../../support/database.ts';
import { givenSource, givenUsage } from '../../support/day-builder.ts';

it('a month that is over is final only once its last days were read again after they settled', async () => {
  const database = await testDatabase();
  await givenSource(database, 'usage-a', 'usage');
  const days = daysOf({ from: '2026-11-01', to: '2026-12-01' });
  const read = async (of: readonly string[], at: string) => {
    for (const day of of) await givenUsage(database, 'usage-a', day, [{ model: 'o3', usd: '1' }], new Date(at));
    return (await monthOutcome({ database, settleDays: 3 }, [], '2026-11-30', new Date('2026-12-10T12:00:00Z')))?.state;
  };
  expect(await read(days, '2026-12-02T09:07:00Z')).toBe('ended');
  expect(await read(days.slice(-3), '2026-12-04T00:07:00Z')).toBe('final');
});
