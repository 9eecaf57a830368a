import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerMessage } from '#features/answers/blocks.ts';
import type { AnswerView } from '#features/answers/view.ts';
import { helpMessage } from '#features/help/blocks.ts';
import { overviewMessage } from '#features/overview/blocks.ts';
import { statusMessage } from '#features/status/blocks.ts';
import { formsOf, type Message, wordsOf } from '#show/blocks/message.ts';
import { failureMessage, problemMessage } from '#show/blocks/plain-replies.ts';
import { sentenceMessage, withFileNote, withNote } from '#show/blocks/text-blocks.ts';
import { blockProblems } from '../support/block-kit.ts';
import { messageProblems } from '../support/message-problems.ts';
import { draws } from '../support/part-of.ts';
import { spoken } from '../support/spoken.ts';
import { absurdAnswer, absurdName } from '../support/views/absurd-views.ts';
import { answer, modelGroup, usd } from '../support/views/views.ts';

const options = { maySeePeople: true, canShare: true };
const typesOf = (message: Message) => formsOf(message).map(form => form.blocks?.map(({ type }) => type));

const prices = { day: '2026-11-30', days: 0, isOld: false };

describe('answerMessage', () => {
  it('has the question with its figure and change, a chart, a table, small print, and the buttons', () => {
    expect(typesOf(answerMessage(answer(), options))).toEqual([
      ['header', 'data_visualization', 'table', 'context', 'actions'],
      ['header', 'table', 'context', 'actions'],
      ['header', 'section', 'context', 'actions'],
      undefined,
    ]);
  });

  it('says below its title what made the change and what the figure lacks, and nothing twice in at most three grey lines', () => {
    const lead = { label: 'gpt-4o', changeNanoUsd: usd(60), cause: 'more use' };
    const long = `cost by model for ${'gpt-4o, '.repeat(40)}, 15–21 Nov 2026, UTC`;
    const [title, sentences, ...rest] = wordsOf(answerMessage(answer({ lead, missingDays: ['2026-11-15'], readAs: long }), options));
    expect(title).toMatchObject({ type: 'header' });
    expect(JSON.parse(spoken(JSON.stringify(sentences)))).toMatchObject({
      type: 'section',
      text: { text: 'gpt-4o accounts for most of the change: +$60.00, more use.\nNot collected yet: 15 Nov' },
    });
    const [smallPrint] = rest.flatMap(block =>
      block.type === 'context' ? [block.elements.map(one => ('text' in one ? one.text : '')).join('\n')] : [],
    );
    expect(spoken(smallPrint ?? '').split('\n')).toEqual([
      'Compared with 8–14 Nov: $350.00 · Today so far: $12.10 (estimated)',
      'Billed by OpenAI, UTC days · 19–21 Nov may still grow · read through 22 Nov, 09:07 UTC',
      expect.stringMatching(/^Read as: cost by model for gpt-4o, /),
    ]);
  });

  it('loses no number with its chart, its table or all of its blocks', () => {
    for (const form of formsOf(answerMessage(answer(), options))) {
      const shown = JSON.stringify(form.blocks ?? form.text);
      for (const number of ['$420.00', '+20%', '$350.00', '$280.00', '$140.00', 'gpt-4o', 'OpenAI cost by model · 15–21 Nov']) {
        expect(shown).toContain(number);
      }
    }
  });

  it('shows only the form that was asked for', () => {
    const types = (form: 'chart' | 'table' | 'csv' | 'json') =>
      typesOf(answerMessage(answer({ query: { ...answer().query, form } }), options))[0];
    expect(types('chart')).toEqual(['header', 'data_visualization', 'context', 'actions']);
    expect(types('table')).toEqual(['header', 'table', 'context', 'actions']);
    expect(types('csv')).toEqual(['header', 'rich_text', 'context', 'actions']);
    expect(types('json')).toEqual(['header', 'rich_text', 'context', 'actions']);
  });

  it('offers a cut by user only to those who may see people, sharing only where it is not shared yet, and nothing that it answers', () => {
    const ids = (buttons: typeof options) =>
      answerMessage(answer(), buttons).parts.flatMap(({ block }) =>
        block.type === 'actions' ? block.elements.flatMap(element => ('action_id' in element ? [element.action_id] : [])) : [],
      );
    expect(ids(options)).toEqual(['ask:why', 'ask:by-project', 'ask:by-user', 'ask:30-days', 'share']);
    expect(ids({ maySeePeople: false, canShare: false })).toEqual(['ask:why', 'ask:by-project', 'ask:30-days']);
  });

  it('offers to ask why where a change in cost is worth a cause', () => {
    const why = (changed: Partial<AnswerView>) =>
      answerMessage(answer(changed), options).parts.flatMap(({ block }) =>
        block.type === 'actions'
          ? block.elements.flatMap(element => ('value' in element && element.action_id === 'ask:why' ? [element.value] : []))
          : [],
      );
    const { query, previous } = answer();
    expect(why({})).toEqual(['why 15–21 Nov 2026']);
    const filters = [{ dimension: 'project' as const, values: ['Search'], exclude: false }];
    expect(why({ query: { ...query, filters } })).toEqual(['why for project "Search" 15–21 Nov 2026']);
    expect(why({ previous: { ...previous, changePercent: 4.9 } })).toEqual([]);
    expect(why({ previous: { ...previous, changePercent: null } })).toEqual([]);
    expect(why({ query: { ...query, metric: 'tokens' } })).toEqual([]);
    const day = { day: '2026-11-21', costNanoUsd: 1n, sameWeekdays: [] };
    expect(why({ usualDay: { ...day, movers: [] } })).toEqual([]);
    expect(why({ within: { words: '', isOwn: true } })).toEqual([]);
  });

  it('says first where its file is, and shows the first lines of it; all of it only where it could not be sent', () => {
    const groups = Array.from({ length: 30 }, (_, index) => modelGroup(`model-${index + 1}`, 1, 1 / 30));
    const file = answerMessage(answer({ query: { ...answer().query, form: 'csv' }, groups }), options);
    const blocks = withFileNote(file, 'cost.csv is in your direct messages.').parts.map(({ block }) => block);
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'section', 'rich_text', 'context', 'actions']);
    expect(JSON.stringify(blocks[1])).toContain('cost.csv is in your direct messages.');
    expect(JSON.stringify(blocks[2])).toMatch(/model-5,.*… 25 more lines in the file/);
    expect(JSON.stringify(blocks)).not.toContain('model-6,');
    expect(JSON.stringify(withFileNote(file, 'It could not be sent.', 'model-30,1').parts[2])).toContain('model-30,1');
    const line = 'x'.repeat(99);
    const cut = (count: number) => JSON.stringify(withFileNote(file, '', `${line}\n`.repeat(count)).parts[2]?.block);
    expect(cut(80)).not.toContain('more line');
    expect(cut(81)).toMatch(/x\\n… 1 more line"/);
    expect(cut(90)).toMatch(/x\\n… 10 more lines"/);
  });

  it('has a note above its buttons, or last', () => {
    const noted = withNote(answerMessage(answer(), options), 'collecting: 1 of 2 days').parts.map(({ block }) => block);
    expect([noted.at(-1)?.type, JSON.stringify(noted.at(-2))]).toEqual(['actions', expect.stringContaining('collecting: 1 of 2 days')]);
    expect(withNote(sentenceMessage('a', 'b'), 'c').parts.map(({ block }) => block.type)).toEqual(['section', 'context', 'context']);
  });

  it('shows an uploaded picture in place of the chart when it is shared, and who shared it', () => {
    const message = answerMessage(answer(), { ...options, picture: { fileId: 'F1', altText: '$420.00' }, sharedBy: 'U1' });
    expect(typesOf(message)[0]).toEqual(['header', 'image', 'table', 'context', 'context', 'actions']);
    expect(typesOf(message)[1]).toEqual(['header', 'table', 'context', 'context', 'actions']);
    expect(formsOf(message).flatMap(({ blocks }) => (blocks ? blockProblems(blocks, 'message') : []))).toEqual([]);
  });

  it('is accepted by Slack and pings nobody, however absurd the answer', () => {
    fc.assert(
      fc.property(absurdAnswer, fc.boolean(), (view, flag) => {
        expect(messageProblems(answerMessage(view, { maySeePeople: flag, canShare: !flag }))).toEqual([]);
      }),
      { numRuns: draws(150) },
    );
  });
});

describe('problemMessage', () => {
  it('offers help where nothing can be suggested, so that nobody is left without a way on', () => {
    const { parts } = problemMessage({ kind: 'problem', problem: '`hello` is not understood.', suggestion: null, choices: [] });
    expect(parts[1]?.block).toMatchObject({ elements: [{ action_id: 'ask:help', value: 'help' }] });
  });

  it('has a button for the suggestion and one for each choice, which ask it as a whole', () => {
    const message = problemMessage({
      kind: 'problem',
      problem: '`search` fits two',
      suggestion: null,
      choices: ['cost for project "Search"', 'cost for project "Search 2"'],
    });
    expect(message.parts[1]?.block).toMatchObject({
      elements: [
        { action_id: 'ask:choice-1', value: 'cost for project "Search"', text: { text: 'cost for project "Search"' } },
        { action_id: 'ask:choice-2', value: 'cost for project "Search 2"' },
      ],
    });
  });

  it('is accepted by Slack whatever was typed', () => {
    fc.assert(
      fc.property(
        absurdName,
        fc.option(absurdName, { nil: null }),
        fc.array(absurdName, { maxLength: 60 }),
        (problem, suggestion, choices) => {
          expect(messageProblems(problemMessage({ kind: 'problem', problem: `${problem}?`, suggestion, choices }))).toEqual([]);
        },
      ),
    );
  });
});

describe('the other messages', () => {
  const previous = { from: '2026-11-20', to: '2026-11-20' };
  const cost = { from: '2026-11-21', to: '2026-11-21', costNanoUsd: usd(-5), basis: 'mixed', previous, changePercent: -3.2 } as const;

  it('give the four figures of the overview', () => {
    const message = overviewMessage({
      kind: 'overview',
      todaySoFar: { ...cost, changePercent: null },
      yesterday: cost,
      last7Days: { ...cost, previous: { from: '2026-11-08', to: '2026-11-14' } },
      monthToDate: { ...cost, from: '2026-11-01', previous: { from: '2026-10-01', to: '2026-10-21' } },
      ...{ basis: 'mixed', estimatedDays: ['2026-11-21'] },
      budgets: [],
      outlook: { budgetNanoUsd: null, lastMonth: null, isYesterdayWhole: true, sameWeekdays: [] },
      forecast: null,
      provisionalDays: ['2026-11-21'],
      dataThrough: '2026-11-22T09:07:00Z',
    });
    expect(messageProblems(message)).toEqual([]);
    expect(message.text.split('\n')).toEqual([
      'Too early to say where November ends. Yesterday was a credit: OpenAI gave back more than was spent.',
      'Today so far: −$5.00 (Sat 21 Nov, partly estimated)',
      'Yesterday: −$5.00 (Sat 21 Nov, partly estimated)',
      'Last 7 days: −$5.00 (−3.2% vs 8–14 Nov)',
      'November so far: −$5.00 (−3.2% vs 1–21 Oct)',
    ]);
  });

  it('show the progress of a collection, and are accepted with 100 sources in trouble', () => {
    const source = (id: string) => ({
      id,
      kind: 'usage' as const,
      progress: { daysDone: 12, days: 90, requestsLeft: 34 },
      firstDay: null,
      lastDay: null,
      collectedDays: 0,
      lastCollectedAt: null,
      stoppedBecause: 'x'.repeat(5000),
      failures: Array.from({ length: 90 }, () => ({
        days: ['2026-11-01', '2026-11-03'],
        endpoints: Array.from({ length: 90 }, () => 'usage/<!here>'),
        reason: 'y'.repeat(5000),
      })),
      unknownDays: ['2026-11-02'],
      leftOut: Array.from({ length: 90 }, (_, index) => ({
        ...{ source: id, endpoint: 'usage/<!here>', day: '2026-11-03', part: '', why: `${index} ${'z'.repeat(500)}`, rows: 1e9 },
        amounts: [{ nano: 10n ** 48n, currency: 'XTS' }],
      })),
    });
    const message = statusMessage({
      kind: 'status',
      sources: Array.from({ length: 100 }, (_, index) => source(`s${index}`)),
      sending: { failedJobs: [], unsent: [] },
      prices,
    });
    expect(messageProblems(message)).toEqual([]);
    expect(JSON.stringify(message.parts)).toContain('Collecting: 12 of 90 days, 34 requests left');
    expect(messageProblems(statusMessage({ kind: 'status', sources: [], sending: { failedJobs: [], unsent: [] }, prices }))).toEqual([]);
  });

  it('are accepted with many failed jobs, whose reasons grow when they are escaped', () => {
    const failed = { job: 'digest', failure: '&'.repeat(200), failedTries: 1, nextTryAt: '2026-11-22T09:07:00Z' };
    const failedJobs = Array.from({ length: 10 }, (_, index) => ({ ...failed, slot: `${index}` }));
    expect(messageProblems(statusMessage({ kind: 'status', sources: [], sending: { failedJobs, unsent: [] }, prices }))).toEqual([]);
  });

  it('are accepted with any name in them', () => {
    fc.assert(
      fc.property(absurdName, fc.array(absurdName, { maxLength: 60 }), (name, questions) => {
        const examples = questions.map(question => ({ question, meaning: name }));
        expect(messageProblems(helpMessage({ kind: 'help', topic: null, examples }))).toEqual([]);
        expect(messageProblems(failureMessage({ kind: 'failure', what: `It broke: ${name}`, whatToDo: `Ask ${name}` }))).toEqual([]);
      }),
    );
  });
});
