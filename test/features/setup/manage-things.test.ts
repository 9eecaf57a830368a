import { expect, it } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { testParts, viewOf } from '../../support/parts.ts';

const now = new Date('2026-11-22T12:00:00Z');

it.each([
  ['budget', '$500 per month', 'change 1 to $600', 'budgets', { amountNanoUsd: 600_000_000_000n }],
  ['alerts', 'day over $100', 'change 1 to $30', 'rules', { amountNanoUsd: 30_000_000_000n }],
  ['alerts', 'silent 6h', 'change 1 to 8h', 'rules', { hours: 8 }],
  ['digest', 'weekly at 9:00', 'change 1 at 10:30', 'digests', { time: '10:30' }],
])('%s %s: is set up, changed, paused, resumed and removed', async (word, settings, change, list, changed) => {
  const parts = testParts(await testDatabase());
  const shows = async (text: string, did: string, things: readonly object[]) =>
    expect(await viewOf(parts, `${word} ${text}`, now)).toMatchObject({ done: { did, number: 1 }, [list]: things });
  await shows(settings, 'set up', [{ number: 1, isPaused: false }]);
  await shows(change, 'changed', [{ number: 1, ...changed }]);
  await shows('pause 1', 'paused', [{ number: 1, isPaused: true, ...changed }]);
  await shows('resume 1', 'resumed', [{ number: 1, isPaused: false }]);
  await shows('remove 1', 'removed', []);
  for (const text of [change, 'pause 1', 'remove 1'])
    expect(await viewOf(parts, `${word} ${text}`, now)).toMatchObject({ kind: 'problem', problem: expect.stringMatching(/^There is no /) });
});
