import { describe, expect, it, onTestFinished } from 'vitest';
import { checkMessage } from '#features/check/blocks.ts';
import type { CheckView } from '#features/check/view.ts';
import type { BriefView } from '#features/help/help.ts';
import type { ProblemView } from '#show/plain-views.ts';
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
      expect(await done('turn alert 1 off')).toMatchObject({ did: 'paused', number: 1 });
      expect(await done('enable alert 1')).toMatchObject({ did: 'resumed', number: 1 });
      expect(await done('show budgets')).toBeNull();
    });
  });

  it('that is not for a feature offers only what is near to it', async () => {
    await onDatabase(await teamDatabase(), async database => {
      const offered = async (text: string) => {
        const { suggestion, choices } = await viewOfKind<ProblemView>('problem', testParts(database), text, teamNow);
        return [...(suggestion === null ? [] : [suggestion]), ...choices];
      };
      expect(await offered('who caused the spike on nov 20')).toEqual(['why the spike on nov 20']);
      expect(await offered("what's new this week")).toEqual(['why this week']);
      expect(await offered('any new keys this week')).toEqual(['by key this week']);
      expect(await offered('new models')).toEqual(['by model', 'alerts new model on']);
      expect(await offered('cost per 1m tokens gpt-4o')).toEqual(['prices gpt-4o', 'cost for gpt-4o']);
      expect(await offered('prices of gpt-4o and o3')).toEqual(['prices gpt-4o', 'prices o3']);
      expect(await offered('discounts last month')).toEqual(['check last month']);
      expect(await offered('email me the report')).toEqual(['digest']);
      expect(await offered('please send us a weekly report')).toEqual(['digest weekly at 9:00', 'digest preview weekly']);
      expect(await offered('status of openai')).toEqual(['status']);
      expect(await offered('who am i')).toEqual(['me']);
      expect(await offered('who are the admins')).toEqual(['settings']);
      expect(await offered('snooze')).toEqual(['alerts']);
      expect(await offered('check november for gpt-4o')).toEqual(['check 1–22 Nov 2026 (month to date)']);
      expect(await offered('check for gpt-4o')).toEqual(['check']);
      const ahead = ['forecast this month', 'forecast this week', 'forecast this quarter', 'forecast this year'];
      for (const text of ['forecast next month', 'what will december cost', 'forecast end of december'])
        expect(await offered(text)).toEqual(ahead);
    });
  });

  it('with days after check compares those days, also when its buttons are pressed', async () => {
    await onDatabase(await teamDatabase(), async database => {
      const checked = (text: string) => viewOfKind<CheckView>('check', testParts(database), text, teamNow);
      expect(await checked('check')).toMatchObject({ from: '2026-10-23', to: '2026-11-21', table: 'model' });
      const ofDays = await checked('check by day nov 1 to nov 10');
      expect(ofDays).toMatchObject({ from: '2026-11-01', to: '2026-11-10', table: 'day' });
      const parts = JSON.stringify(checkMessage(ofDays).parts);
      for (const question of ['check by model 1–10 Nov 2026', 'check 1–10 Nov 2026']) {
        expect(parts).toContain(JSON.stringify(question));
        expect(await checked(question)).toMatchObject({ from: '2026-11-01', to: '2026-11-10', table: 'model' });
      }
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
