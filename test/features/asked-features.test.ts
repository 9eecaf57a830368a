import { describe, expect, it, onTestFinished } from 'vitest';
import type { BriefView } from '#features/help/help.ts';
import { smallTeam, teamNow } from '../bot/team-bot.ts';
import { onDatabase, prepareDatabase } from '../support/database-copies.ts';
import { testParts, viewOf, viewOfKind } from '../support/parts.ts';
import { forFeatures } from './asked-features.ts';

async function teamDatabase(): Promise<string> {
  const { url, drop } = await prepareDatabase(smallTeam);
  onTestFinished(drop);
  return url;
}

describe('a sentence', () => {
  it('is answered by the feature that it is for', async () => {
    await onDatabase(await teamDatabase(), async database => {
      const read: unknown[] = [];
      for (const [text, , reading] of forFeatures) {
        const view = await viewOf(testParts(database), text, teamNow);
        read.push([text, view.kind, ...(reading === undefined ? [] : ['readAs' in view ? view.readAs : ''])]);
      }
      expect(read).toEqual(forFeatures);
    });
  });

  it('about one’s own spend is never answered with that of the team', async () => {
    await onDatabase(await teamDatabase(), async database => {
      const asBob = { email: async () => 'bob@acme.example', emailIs: '' };
      for (const text of ['how much I spent last week', 'what did I use last week', 'show me my costs last week']) {
        const view = await viewOfKind('answer', testParts(database), text, teamNow, asBob);
        expect([text, view]).toEqual([text, expect.objectContaining({ readAs: 'me cost, 9–15 Nov 2026 (week), UTC' })]);
      }
      expect((await viewOf(testParts(database), 'what will I spend this month', teamNow, asBob)).kind).toBe('problem');
    });
  });

  it('that says to pause, change or create something does that', async () => {
    await onDatabase(await teamDatabase(), async database => {
      const parts = testParts(database);
      const done = async (text: string) => {
        const view = await viewOf(parts, text, teamNow);
        return 'done' in view ? view.done : view;
      };
      expect(await done('please set a budget of $500 per month')).toMatchObject({ number: 1 });
      expect(await done('change budget 1 to $700')).toMatchObject({ number: 1 });
      expect(await done('pause the budget 1')).toMatchObject({ number: 1 });
      expect(await done('create a spike alert over $20')).toMatchObject({ number: 1 });
      expect(await done('add a weekly digest at 9:00')).toMatchObject({ number: 1 });
      expect(await done('show budgets')).toBeNull();
    });
  });

  it('that may name a person says nothing to whoever may not see people', async () => {
    await onDatabase(await teamDatabase(), async database => {
      await database.updateTable('name').set({ name: 'Bill Tanaka' }).where('id', '=', 'user-bob').execute();
      const view = await viewOf(testParts(database), 'what did Bill spend', teamNow, { maySeePeople: false });
      expect(JSON.stringify(view)).toMatch(/"problem".*people/);
      expect(JSON.stringify(view)).not.toContain('Tanaka');
    });
  });
});

describe('a greeting', () => {
  it('and thanks get one line, and a button or two', async () => {
    await onDatabase(await teamDatabase(), async database => {
      for (const text of ['hi', 'thanks', '?', 'help by key']) {
        const { says, questions } = await viewOfKind<BriefView>('brief', testParts(database), text, teamNow);
        expect(says.length).toBeLessThan(100);
        expect([1, 2]).toContain(questions.length);
        for (const { question } of questions) expect((await viewOf(testParts(database), question, teamNow)).kind).not.toBe('problem');
      }
    });
  });
});
