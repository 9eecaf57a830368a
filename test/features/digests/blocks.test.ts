import { describe, expect, it } from 'vitest';
import { digestCorrectionMessage, digestMessage, digestsMessage } from '#features/digests/blocks.ts';
import { digestNotes } from '#features/digests/digest-notes.ts';
import type { DigestBudget, DigestView } from '#features/digests/view.ts';
import type { Mover } from '#features/verdict/mover.ts';
import { formsOf, type Message } from '#show/blocks/message.ts';
import { blockProblems } from '../../support/block-kit.ts';
import { digestView } from '../../support/digest-view.ts';
import { answer, modelGroup, usd } from '../../support/views/views.ts';
import { labelFaults, saidIn, wordFaults } from '../../support/word-faults.ts';

const name = `<!channel> *x* ${'long-name-'.repeat(40)}`;
const weekBefore = { from: '2026-11-14', to: '2026-11-15' };
const mover = (label: string, price: number, volume: number): Mover => ({
  ...{ dimension: 'model', label, presence: 'both' },
  ...{ changeNanoUsd: usd(price + volume), priceNanoUsd: usd(price), volumeNanoUsd: usd(volume) },
});
const linesOf = (view: DigestView) => digestMessage(view, null).text.split('\n');
const day = { rhythm: 'daily', period: { from: '2026-11-21', to: '2026-11-22' } } as const;
const problemsOf = (message: Message) =>
  formsOf(message).flatMap(({ text, blocks }) => [
    ...saidIn({ text, blocks }).flatMap(wordFaults),
    ...labelFaults(blocks),
    ...(blocks === undefined ? [] : blockProblems(JSON.parse(JSON.stringify(blocks)), 'message')),
    ...(text.length > 4000 || text.includes('<!') || JSON.stringify(blocks ?? '').includes('<!') ? [text] : []),
  ]);

describe('digestMessage', () => {
  it('says what it is and how much in its first line, and then whether that is usual', () => {
    const sameWeekdays = [371, 380, 384, 384, 384, 390, 399, 433].map(usd);
    const month = { month: '2026-11-01', totalNanoUsd: usd(5_377.12), state: 'running', budgetNanoUsd: usd(6_000) } as const;
    const lines = linesOf(digestView(day, { sameWeekdays, month }));
    expect(lines[0]).toBe('OpenAI spend · Sat 21 Nov · $420.00');
    expect(lines[1]).toBe('A usual Saturday (the last eight cost $371–$433). November ends near $5,380, $620 under the $6,000 budget.');
  });

  it('names its scope, its week or its month in the first line', () => {
    expect(linesOf(digestView(day, { scope: 'for project "Search"' }))[0]).toBe('OpenAI spend, Search · Sat 21 Nov · $420.00');
    const week = { from: '2026-11-16', to: '2026-11-23' };
    expect(linesOf(digestView({ rhythm: 'weekly', period: week }))[0]).toBe('OpenAI spend · 16–22 Nov · $420.00');
    const month = { from: '2026-10-01', to: '2026-11-01' };
    expect(linesOf(digestView({ rhythm: 'monthly', period: month }))[0]).toBe('OpenAI spend · October 2026 · $420.00');
    expect(linesOf(digestView({ rhythm: 'daily', period: { from: '2025-12-31', to: '2026-01-01' } }))[0]).toBe(
      'OpenAI spend · Wed 31 Dec 2025 · $420.00',
    );
  });

  it('says that days are missing instead of a verdict', () => {
    const sameWeekdays = [400, 400, 400].map(usd);
    const lines = linesOf(digestView(day, { sameWeekdays, notIn: ['2026-11-21'], movers: [mover('a', 0, 10)], moversSince: weekBefore }));
    expect(lines[0]).toBe('OpenAI spend · Sat 21 Nov · $420.00 so far');
    expect(lines[1]).toBe('Incomplete: OpenAI has not reported all of 21 Nov.');
    expect(lines.join()).not.toMatch(/usual|Since/);
  });

  it('says until when it was read where reading stopped within its days, and why it was late', () => {
    const stale = { source: null, lastReadAt: '2026-11-21T17:00:00.000Z', minutesAgo: 900, isStopped: true };
    const models = (period: { from: string; to: string }) => {
      const { query } = answer();
      return answer({ stale, missingDays: ['2026-11-21'], query: { ...query, period: { ...period, calendar: null } } });
    };
    const late = { due: '2026-11-22 08:00', timeZone: 'Etc/UTC', because: 'waited for data' } as const;
    const daily = digestView(day, { models: models(day.period), late });
    expect(linesOf(daily)[0]).toBe('OpenAI spend · Sat 21 Nov by 17:00 UTC · $420.00');
    expect(digestNotes(daily).at(-1)).toBe('Late: it was due Sun 22 Nov, 08:00 UTC and waited for the data');
    const week = { from: '2026-11-16', to: '2026-11-23' };
    const weekly = digestView({ rhythm: 'weekly', period: week }, { models: models(week) });
    expect(linesOf(weekly)[0]).toBe('OpenAI spend · 16–22 Nov by 21 Nov, 17:00 UTC · $420.00');
    // None of these days was read since.
    const later = digestView(day, { models: { ...models(day.period), stale: { ...stale, lastReadAt: '2026-11-20T17:00:00.000Z' } } });
    expect(linesOf(later)[0]).toBe('OpenAI spend · Sat 21 Nov · $420.00 so far');
  });

  it('marks each budget of the period with its state, and by how much it is over or under, unless the verdict said so', () => {
    const of = (name: string, spent: number, amount: number, more: Partial<DigestBudget> = {}): DigestBudget => ({
      ...{ name, namesPeople: false, period: 'month', from: '2026-11-01', spentNanoUsd: usd(spent), amountNanoUsd: usd(amount) },
      ...{
        percent: Math.floor((spent * 100) / amount),
        forecastNanoUsd: null,
        isPeriodOver: false,
        basis: 'billed' as const,
        isPastThreshold: false,
        isMain: false,
      },
      ...more,
    });
    const budgets = [
      of('Search', 1_070, 500),
      of('Everything', 5_340, 6_000, { isMain: true, forecastNanoUsd: usd(5_380), isPastThreshold: true }),
      of('Support', 328, 400, { forecastNanoUsd: usd(430) }),
      of('Chat', 60, 100, { isPastThreshold: true }),
      of('Everything', 80, 100, { period: 'week', from: '2026-11-16', forecastNanoUsd: usd(90) }),
    ];
    const month = { month: '2026-11-01', totalNanoUsd: usd(5_380), state: 'running', budgetNanoUsd: usd(6_000) } as const;
    const lines = linesOf(digestView(day, { budgets, month }));
    expect(lines).toContain(
      'November: 🔴 Search 214% of $500 · 🟢 Everything 89% of $6,000, heading $620 under · 🟡 Support 82% of $400, heading $30 over · 🟡 Chat 60% of $100',
    );
    expect(lines[1]).toMatch(/Search is \$570 over its \$500 budget for November\.$/);
    const [, main] = budgets;
    expect(linesOf(digestView(day, { budgets: main ? [main] : [], month }))).toContain('November: 🟢 Everything 89% of $6,000');
    expect(lines).toContain('The week of 16 Nov: 🟢 Everything 80% of $100, heading $10 under');
    expect(linesOf(digestView(day, { budgets, month: null })).join()).toContain('🟢 Everything 89% of $6,000, heading $620 under');
    const past = [of('Search', 520, 500, { forecastNanoUsd: usd(702) }), of('Chat', 190, 100, { forecastNanoUsd: usd(230) })];
    const [, verdict, line] = linesOf(digestView(day, { budgets: past, month }));
    expect(verdict).toMatch(/Chat is \$90 over its \$100 budget for November and ends near \$230\.$/);
    expect(line).toContain('🔴 Search 104% of $500, $20 over, heading $202 over');
    const over = [of('Everything', 5_340, 6_000, { isPeriodOver: true, isPastThreshold: true })];
    expect(linesOf(digestView(day, { budgets: over })).join()).toContain('🟢 Everything 89% of $6,000, $660 under');
    const unread = [of('Search', 0, 700, { basis: 'none', isPeriodOver: true })];
    expect(linesOf(digestView(day, { budgets: unread }))).toContain('November: Search – of $700, nothing collected');
    const many = Array.from({ length: 9 }, () => of('Search', 1_070, 500));
    expect(linesOf(digestView(day, { budgets: many })).join()).toContain('$570 over · 4 more budgets');
  });

  it('says what moved since the same weekday, and why: price, volume, or both; but not what the verdict named', () => {
    const movers = [mover('a', 0, 10), mover('b', -9, 1), mover('c', 0, 200), mover('d', 0, 0.004)];
    expect(linesOf(digestView(day, { movers, moversSince: weekBefore })).at(-1)).toBe(
      'Since Sat 14 Nov: ▲ c +$200.00, more use · ▲ a +$10.00, more use · ▼ b −$8.00, cheaper',
    );
    const lines = linesOf(digestView(day, { movers, moversSince: weekBefore, sameWeekdays: [200, 200, 200].map(usd) }));
    expect(lines[1]).toBe('Twice a usual Saturday ($200): c, +$200, more use. The rest is as usual.');
    expect(lines.at(-1)).toBe('Also since Sat 14 Nov: ▲ a +$10.00, more use · ▼ b −$8.00, cheaper');
  });

  it('names models without the date of their snapshot, where that leaves them apart', () => {
    const models = answer({
      groups: ['gpt-5-2025-08-07', 'gpt-4o-2024-08-06', 'gpt-4o-mini-2024-07-18'].map(name => modelGroup(name, 10, 0.1)),
    });
    const movers = [mover('gpt-5-2025-08-07', 0, 5), mover('gpt-4o-2024-05-13', 0, 4), mover('o3-2025-04-16', 0, 3)];
    const given = { models, movers, moversSince: weekBefore, chart: answer({ bands: [] }) };
    const lines = linesOf(digestView(day, given));
    expect(lines.at(-3)).toBe('Top models: gpt-5 $10.00 · gpt-4o-2024-08-06 $10.00 · gpt-4o-mini $10.00');
    expect(lines.at(-1)).toBe('Since Sat 14 Nov: ▲ gpt-5 +$5.00, more use · ▲ gpt-4o-2024-05-13 +$4.00, more use · ▲ o3 +$3.00, more use');
    // What it is about has one name in all of it.
    const alone = answer({ groups: ['gpt-5-2025-08-07', 'o3-2025-04-16'].map(name => modelGroup(name, 10, 0.1)) });
    const own = linesOf(digestView(day, { ...given, models: alone, scope: 'for model gpt-5-2025-08-07' }));
    expect(own.join()).toContain('Top models: gpt-5-2025-08-07 $10.00 · o3 $10.00');
  });

  it('of one project does not name that project as what moved', () => {
    const movers = [{ ...mover('Search', 0, 210), dimension: 'project' as const }, mover('o3', 0, 200)];
    const view = digestView(day, {
      scope: 'for project "Search"',
      movers,
      moversSince: weekBefore,
      sameWeekdays: [200, 200, 200].map(usd),
    });
    expect(linesOf(view)[1]).toBe('Twice a usual Saturday ($200): o3, +$200, more use. The rest is as usual.');
  });

  it('has at most three grey lines, whatever there is to be careful about', () => {
    const models = answer({
      unpriced: [{ model: 'gpt-7', unit: 'inputTokens', quantity: 9 }],
      missingDays: ['2026-11-20'],
      unknownDays: ['2026-11-19'],
    });
    const late = { due: '2026-11-22 09:00', timeZone: 'Etc/UTC', because: 'not running' } as const;
    const leftOutDigests = ['2026-11-18', '2026-11-19'].map(from => ({ from, because: 'not running' as const }));
    const notes = digestNotes(digestView(day, { models, late, leftOutDigests, weekAverageNanoUsd: usd(400) }));
    expect(notes).toEqual([
      '20% above Sun 8 Nov ($350.00) · 5% above the 7-day average ($400.00)',
      'Billed by OpenAI, UTC days · 19–21 Nov may still grow · read through 22 Nov, 09:07 UTC',
      'Late: it was due Sun 22 Nov, 09:00 UTC, when spendbot was not running · left out: 18–19 Nov, when spendbot was not running, or its clock was ahead · not in the cost, no price is known: gpt-7 (9 input tokens) · OpenAI answered with nothing, which may be no usage or no data: 19 Nov',
    ]);
  });

  it.each([
    ['daily', ['2026-11-20', '2026-11-18', '2026-11-19'], 'Left out: 18–20 Nov, when Slack took no messages'],
    ['weekly', ['2026-11-02', '2026-11-09'], 'Left out: the week of 2 Nov, the week of 9 Nov, when Slack took no messages'],
    [
      'monthly',
      ['2026-06-01', '2026-07-01', '2026-08-01', '2026-09-01', '2026-10-01'],
      'Left out: June, July, August and 2 more months, when Slack took no messages',
    ],
  ] as const)('says in one grey line which %s digests were left out, also when it is on time', (rhythm, from, words) => {
    const leftOutDigests = from.map(one => ({ from: one, because: 'Slack' as const }));
    expect(digestNotes(digestView({ ...day, rhythm }, { leftOutDigests })).at(-1)).toBe(words);
  });

  it('passes Slack’s rules with absurd names and amounts, late and incomplete', () => {
    const huge = 9_007_199_254_740_993_000_000_000n;
    const groups = Array.from({ length: 200 }, (_, index) => modelGroup(`${name}${index}`, -1, null));
    const models = answer({ groups, readAs: name, total: { ...answer().total, costNanoUsd: -huge } });
    const budgets = Array.from({ length: 50 }, () => ({
      ...{ name, namesPeople: true, period: 'month' as const, from: '2026-11-01', spentNanoUsd: huge, amountNanoUsd: 1n, percent: 1e15 },
      ...{ forecastNanoUsd: huge, isPeriodOver: false, basis: 'billed' as const, isPastThreshold: true, isMain: false },
    }));
    const one = {
      dimension: 'project' as const,
      label: name,
      presence: 'new' as const,
      changeNanoUsd: huge,
      priceNanoUsd: 0n,
      volumeNanoUsd: huge,
    };
    const view = digestView(day, {
      ...{ scope: name, models, projects: models, people: models, chart: models, budgets, movers: Array.from({ length: 9 }, () => one) },
      notIn: ['2026-11-21'],
      month: { month: '2026-11-01', totalNanoUsd: huge, state: 'running', budgetNanoUsd: 1n },
      moversSince: weekBefore,
      late: { due: '2026-11-22 09:00', timeZone: 'Etc/UTC', because: 'not running' },
    });
    expect(problemsOf(digestMessage(view, null))).toEqual([]);
    expect(problemsOf(digestMessage(view, { fileId: 'F123', altText: 'a chart' }))).toEqual([]);
  });
});

describe('the other messages of digests', () => {
  it('pass Slack’s rules', () => {
    const reported = (dollars: number, isEstimated: boolean) => ({ day: '2026-11-21', costNanoUsd: usd(dollars), isEstimated });
    const moved = { day: '2026-11-21', before: reported(100, true), after: reported(110, false) };
    const days = Array.from({ length: 31 }, () => moved);
    const correction = digestCorrectionMessage({
      namesPeople: false,
      ...{ kind: 'digest correction', days, dayCount: 31 },
      ...{ totalBeforeNanoUsd: usd(3100), totalAfterNanoUsd: usd(3410) },
    });
    expect(problemsOf(correction)).toEqual([]);
    expect(correction.text).toContain('21 Nov 2026 cost $110.00, not $100.00 (+$10.00); it was an estimate, now it is billed');
    const digest = {
      number: 1,
      isPaused: false,
      rhythm: 'daily',
      time: '09:00',
      timeZone: 'Etc/UTC',
      channelId: 'C1',
      scope: name,
      next: '2026-11-23 09:00',
    } as const;
    const digests = Array.from({ length: 60 }, (_, index) => ({ ...digest, number: index + 1 }));
    for (const mayChange of [true, false]) {
      const message = digestsMessage({ kind: 'digests', done: { did: 'set up', number: 1, what: name }, digests, mayChange, changes: [] });
      expect(problemsOf(message)).toEqual([]);
    }
  });
});
