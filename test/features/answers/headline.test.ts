import { describe, expect, it } from 'vitest';
import { answerTitle, isTitleCut } from '#features/answers/answer-title.ts';
import { leadSentence } from '#features/answers/lead-change.ts';
import { answerText } from '#features/answers/text.ts';
import type { AnswerView } from '#features/answers/view.ts';
import { comparisonWords, headline, todaySentence } from '#features/answers/words.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { answer, figures } from '../../support/views/views.ts';

const { query, previous } = answer();

describe('answerTitle', () => {
  it('says what was asked, of which days, how much it is, and how much it changed', () => {
    expect(answerTitle(answer())).toBe('OpenAI cost by model · 15–21 Nov · $420.00 · +20%');
  });

  it.each([
    ['one day by its weekday', { from: '2026-11-20', to: '2026-11-21', calendar: null }, '20 Nov 2026', 'Fri 20 Nov'],
    ['a month by its name', { from: '2026-10-01', to: '2026-11-01', calendar: 'month' }, 'Oct 2026', 'October 2026'],
    ['a week by its days', { from: '2026-11-09', to: '2026-11-16', calendar: 'week' }, '9–15 Nov 2026 (week)', '9–15 Nov'],
    [
      'a part of a month as such',
      { from: '2026-11-01', to: '2026-11-23', calendar: 'month' },
      '1–22 Nov 2026 (month to date)',
      '1–22 Nov (month to date)',
    ],
    ['a year', { from: '2026-01-01', to: '2027-01-01', calendar: 'year' }, '2026', '2026'],
    ['the year of days in another one', { from: '2025-11-02', to: '2025-11-05', calendar: null }, '2–4 Nov 2025', '2–4 Nov 2025'],
  ] as const)('names %s', (_, period, days, words) => {
    const title = answerTitle(answer({ query: { ...query, period }, readAs: `cost by model, ${days}, UTC` }));
    expect(title).toBe(`OpenAI cost by model · ${words} · $420.00 · +20%`);
  });

  it('names filters, the largest that were asked for, people, and what is compared with', () => {
    const versus = { from: '2026-11-01', to: '2026-11-08' };
    const readAs = 'cost by user for project "Search", top 3, 15–21 Nov 2026, vs 1–7 Nov 2026, UTC';
    expect(answerTitle(answer({ query: { ...query, by: ['user'], top: 3, versus }, readAs }))).toBe(
      'OpenAI cost by person for project "Search", top 3 · 15–21 Nov · $420.00 in all · +20% vs 1–7 Nov',
    );
  });

  it('says of the figure beside the largest that it is of all, not of them alone, on a terminal too', () => {
    const top = answer({ query: { ...query, top: 1 }, readAs: 'cost by model, top 1, 15–21 Nov 2026, UTC' });
    expect(answerTitle(top)).toBe('OpenAI cost by model, top 1 · 15–21 Nov · $420.00 in all · +20%');
    expect(terminalText(answerText(top, wholeText))).toMatch(/^OpenAI cost by model, top 1 · 15–21 Nov +\$420\.00 in all {2}\+20%\n/);
    const tokens = answer({ query: { ...query, top: 1, metric: 'tokens' }, readAs: 'tokens by model, top 1, 15–21 Nov 2026, UTC' });
    expect(answerTitle(tokens)).toContain(' · 330,000 tokens in all · ');
    expect(answerTitle({ ...top, basis: 'unbilled' })).toContain(' · – · ');
    const long = answer({ query: top.query, readAs: `cost by model for ${'gpt-4o, '.repeat(40)}top 1, 15–21 Nov 2026, UTC` });
    expect(answerTitle(long).length).toBeLessThanOrEqual(150);
    expect(answerTitle(long)).toMatch(/… · 15–21 Nov · \$420\.00 in all · \+20%$/);
  });

  it('is of the person who asked where only their use is counted', () => {
    const within = { words: 'user alice@acme.example', isOwn: true } as const;
    expect(answerTitle(answer({ within, readAs: 'me cost by model, 15–21 Nov 2026, UTC' }))).toMatch(/^Your cost by model · 15–21 Nov · /);
  });

  it('has no change where there is none', () => {
    expect(answerTitle(answer({ previous: { ...previous, changePercent: null } }))).toBe('OpenAI cost by model · 15–21 Nov · $420.00');
  });

  it('cuts a question that is too long for Slack, but never its figure', () => {
    const view = answer({ readAs: `cost by model for ${'gpt-4o, '.repeat(40)}, 15–21 Nov 2026, UTC` });
    expect(answerTitle(view)).toHaveLength(150);
    expect(answerTitle(view)).toMatch(/… · 15–21 Nov · \$420\.00 · \+20%$/);
    expect([isTitleCut(view), isTitleCut(answer())]).toEqual([true, false]);
  });
});

describe('comparisonWords', () => {
  it('name what the change is measured against', () => {
    expect(comparisonWords(answer())).toBe('Compared with 8–14 Nov: $350.00');
    expect(comparisonWords(answer({ previous: { ...previous, figures: { ...figures(0), costNanoUsd: 0n }, changePercent: null } }))).toBe(
      'Compared with 8–14 Nov: $0.00',
    );
  });

  it('compares with nothing that was not collected', () => {
    expect(comparisonWords(answer({ previous: { ...previous, isWhole: false, changePercent: null } }))).toBe(
      'Nothing to compare with: 8–14 Nov was not fully collected',
    );
  });
});

describe('headline', () => {
  it('never lets usage without a price pass as free', () => {
    const total = { ...figures(0), costNanoUsd: 0n };
    expect(headline(answer({ total, unpriced: [{ model: 'gpt-x', unit: 'inputTokens', quantity: 1 }] }))).toBe('$0.00 + unpriced usage');
  });
});

describe('leadSentence', () => {
  it('names what made most of the change, where something did', () => {
    const lead = { label: 'gpt-5.5', changeNanoUsd: 412_100_000_000n, cause: 'more use' };
    expect(leadSentence(answer({ lead }))).toBe('gpt-5.5 accounts for most of the change: +$412.10, more use.');
    expect(leadSentence(answer({ lead: { ...lead, changeNanoUsd: -5_000_000_000n, cause: '' } }))).toBe(
      'gpt-5.5 accounts for most of the change: −$5.00.',
    );
    expect(leadSentence(answer({ lead: { ...lead, restNanoUsd: 5n } }))).toBe('gpt-5.5 accounts for the change: +$412.10, more use.');
    expect(leadSentence(answer({ lead: { ...lead, restNanoUsd: -51_080_000_000n } }))).toBe(
      'gpt-5.5 accounts for the change: +$412.10, more use. Everything else together is down $51.08.',
    );
    const outlier = { day: '2026-11-13', costNanoUsd: 916_240_000_000n, isBefore: true };
    const less = { ...lead, cause: 'less use' };
    expect(leadSentence(answer({ lead: less, outlier }))).toBe('gpt-5.5 accounts for most of the change: +$412.10.');
    expect(leadSentence(answer({ lead: less, outlier: { ...outlier, isBefore: false } }))).toMatch(/, less use\.$/);
    expect(leadSentence(answer())).toBeNull();
  });

  it('names a model without its date where no other would be called the same', () => {
    const lead = { label: 'gpt-4o-2024-08-06', changeNanoUsd: 412_100_000_000n, cause: '' };
    expect(leadSentence(answer({ lead }))).toMatch(/^gpt-4o accounts for /);
    const [group, ...others] = answer().groups;
    const twin = { ...group, label: { model: 'gpt-4o-2024-11-20' } } as AnswerView['groups'][number];
    expect(leadSentence(answer({ lead, groups: [twin, ...others, ...(group ? [group] : [])] }))).toMatch(
      /^gpt-4o-2024-08-06 accounts for /,
    );
  });
});

describe('todaySentence', () => {
  it('is in the asked metric, and absent where today is no part of the question', () => {
    expect(todaySentence(answer())).toBe('Today so far: $12.10 (estimated)');
    // Beside what the bill says of the whole, other answers estimate today at the level of the bill.
    expect(todaySentence(answer({ wholeByBill: { costNanoUsd: 1n, estimatedDays: [] } }))).toBe(
      'Today so far: $12.10 (estimated at list price)',
    );
    expect(todaySentence(answer({ query: { ...query, metric: 'requests' } }))).toBe('Today so far: 9 requests');
    expect(todaySentence(answer({ todaySoFar: null }))).toBeNull();
  });
});
