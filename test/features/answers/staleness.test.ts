import { beforeEach, expect, it } from 'vitest';
import { addDays } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { endCollection } from '#data/ledger/source-states.ts';
import { answer } from '#features/answers/answer.ts';
import { answerMessage } from '#features/answers/blocks.ts';
import { overview } from '#features/overview/overview.ts';
import { overviewVerdict } from '#features/overview/overview-verdict.ts';
import { testDatabase } from '../../support/database.ts';
import { givenOrganisation, used } from '../support/month.ts';

const refused = 'OPENAI_ADMIN_KEY may not read GET organization/costs (403). Create or edit an admin key.';
const refusal = 'OpenAI refuses the admin key (403). An admin can fix it; /spend status says how. ';
let database: Database;

beforeEach(async () => {
  database = await testDatabase();
  await givenOrganisation(database);
  for (const day of ['2026-11-23', '2026-11-24'])
    await used(database, day, [{ model: 'gpt-4o', requests: 1, inputTokens: 1_000_000 }], new Date('2026-11-24T17:20:00Z'));
});

const verdictAt = async (now: string) => overviewVerdict(await overview({ database, settleDays: 3 }, new Date(now)));

it.each([
  ['2026-11-24T20:20:00Z', null, 'Too early to say'],
  ['2026-11-24T20:21:00Z', null, 'OpenAI was last read 3 hours ago. Later use is missing. Too early to say'],
  ['2026-11-24T17:40:00Z', refused, `OpenAI was last read less than an hour ago. Later use is missing: ${refusal}`],
  [
    '2026-11-24T21:20:00Z',
    'No key works.',
    'OpenAI was last read 4 hours ago. Later use is missing: reading from OpenAI has stopped. An admin can fix it; ',
  ],
  ['2026-11-26T18:20:00Z', refused, `OpenAI was last read 2 days ago. Later use is missing: ${refusal}`],
])('the overview at %s, with %s, begins with "%s"', async (now, stoppedBecause, words) => {
  await endCollection(database, 'admin', stoppedBecause);
  expect((await verdictAt(now)).slice(0, words.length)).toBe(words);
});

it.each([
  ['2026-11-24', '2026-11-25T08:00:00Z', true],
  ['2026-11-25', '2026-11-25T08:00:00Z', true],
  // It was read to its end.
  ['2026-11-23', '2026-11-25T08:00:00Z', false],
  ['2026-11-23', '2026-11-24T23:00:00Z', false],
])('an answer about %s, asked at %s, says that it is out of date: %s', async (from, now, isSaid) => {
  const period = { from, to: addDays(from, 1), calendar: null };
  const query = { metric: 'cost', period, by: [], filters: [], top: null, versus: null, form: 'default' } as const;
  const view = await answer({ database, settleDays: 3 }, query, new Date(now));
  const said = answerMessage(view, { canShare: false, maySeePeople: false }).text.split('\n')[1] ?? '';
  expect(said.startsWith('OpenAI was last read ')).toBe(isSaid);
});
