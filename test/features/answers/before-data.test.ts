import { beforeEach, describe, expect, it } from 'vitest';
import { addDays, type Day } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { beginCollection, endCollection } from '#data/ledger/source-states.ts';
import { answer } from '#features/answers/answer.ts';
import { answerMessage } from '#features/answers/blocks.ts';
import { answerText } from '#features/answers/text.ts';
import { answerNotes } from '#features/answers/words.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { givenDay, givenDays } from '../../support/channel-team.ts';
import { testDatabase } from '../../support/database.ts';

const now = new Date('2026-11-22T12:00:00Z');
let database: Database;

function ask(from: Day, last: Day) {
  const period = { from, to: addDays(last, 1), calendar: null };
  const query = { metric: 'cost', period, by: [], filters: [], top: null, versus: null, form: 'default' } as const;
  return answer({ database, settleDays: 3 }, query, now);
}

beforeEach(async () => {
  database = await testDatabase();
  await givenDays(database, '2026-11-21', 10);
});

describe('an answer about days before all data', () => {
  it('says where the data starts, and nothing that sounds as if more would come', async () => {
    const before = await ask('2020-01-01', '2020-12-31');
    expect(answerNotes(before)).toEqual({ warnings: ['Data starts on 12 Nov 2026'], notes: [] });
    await givenDay(database, '2026-11-22');
    const view = await ask('2020-01-01', '2020-12-31');
    expect(answerNotes(view)).toEqual({ warnings: ['Data starts on 12 Nov 2026'], notes: ['Read through 23 Nov, 00:07 UTC'] });
    expect(terminalText(answerText(view, wholeText))).toContain('Data starts on 12 Nov 2026');
  });

  it('offers no split of nothing', async () => {
    const labels = async (from: Day, last: Day) =>
      answerMessage(await ask(from, last), { canShare: true, maySeePeople: true }).parts.flatMap(part =>
        part.role === 'words' && part.block.type === 'actions'
          ? part.block.elements.flatMap(element => ('text' in element ? [element.text?.text] : []))
          : [],
      );
    expect(await labels('2020-01-01', '2020-12-31')).toEqual(['7 days', '30 days', 'Share in channel']);
    expect(await labels('2026-11-10', '2026-11-13')).toContain('By model');
  });

  it('names the days of those that follow as not collected yet', async () => {
    expect(answerNotes(await ask('2026-11-01', '2026-11-13')).warnings).toEqual(['Data starts on 12 Nov 2026']);
    expect(answerNotes(await ask('2026-11-01', '2026-11-22')).warnings).toEqual([
      'Data starts on 12 Nov 2026',
      'Not collected yet: 22 Nov',
    ]);
    expect(answerNotes(await ask('2026-11-12', '2026-11-13')).warnings).toEqual([]);
  });

  it('promises no start while a collection may still reach further back', async () => {
    await beginCollection(database, 'admin', now);
    expect(answerNotes(await ask('2026-11-01', '2026-11-13')).warnings).toEqual(['Not collected yet: 1–11 Nov']);
    await endCollection(database, 'admin', null);
    expect(answerNotes(await ask('2026-11-01', '2026-11-13')).warnings).toEqual(['Data starts on 12 Nov 2026']);
  });
});
