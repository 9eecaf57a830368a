import { expect, it } from 'vitest';
import { recordFailure } from '#data/ledger/replace-day.ts';
import { saveActiveSources, saveEndpoints } from '#data/ledger/source-states.ts';
import { checkMessage } from '#features/check/blocks.ts';
import { check } from '#features/check/check.ts';
import { checkText } from '#features/check/text.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { testDatabase } from '../../support/database.ts';
import { givenBilled } from '../../support/day-builder.ts';
import { billed, used } from '../support/month.ts';

const settled = new Date('2026-12-10T09:00:00Z');
const million = 1_000_000;

it('people and keys are in no check, so that it is for everyone', async () => {
  const database = await testDatabase();
  await saveActiveSources(database, [
    { id: 'admin', kind: 'admin' },
    { id: 'usage', kind: 'usage' },
  ]);
  const asked = ['completions', 'costs/project', 'costs/user'].map(id => ({ id, emptyIsKnown: true }));
  await saveEndpoints(database, 'admin', asked);
  await saveEndpoints(database, 'usage', [{ id: 'usage/user-ada', emptyIsKnown: false }]);
  for (const day of ['2026-11-01', '2026-11-02']) {
    await used(
      database,
      day,
      [
        { model: 'gpt-7-preview', user: 'user-ada', key: 'key_ada', inputTokens: million },
        { model: 'o3', user: 'user-bob', inputTokens: million },
      ],
      settled,
    );
    await billed(database, day, { 'o3, input': 50 }, settled);
  }
  await givenBilled(database, 'admin', 'user', '2026-11-01', [{ usd: '50', user: 'user-bob', lineItem: 'o3, input' }]);
  for (const [source, endpoint] of [
    ['usage', 'usage/user-ada'],
    ['admin', 'costs/user'],
  ] as const) {
    await recordFailure(database, { source, endpoint, day: '2026-11-02', at: settled, reason: 'HTTP 500' });
  }
  const view = await check({ database, settleDays: 3 }, { period: { from: '2026-11-01', to: '2026-11-03' } });
  expect(view.sources.map(({ id, reconciliation }) => [id, reconciliation?.gaps.length])).toEqual([
    ['admin', 1],
    ['usage', undefined],
  ]);
  const shown = [
    JSON.stringify(checkMessage(view)),
    JSON.stringify(checkMessage({ ...view, table: 'day' })),
    terminalText(checkText(view, wholeText)),
  ].join('\n');
  expect(shown).toContain('admin: o3');
  expect(shown).not.toMatch(/user-ada|user-bob|key_ada/);
});
