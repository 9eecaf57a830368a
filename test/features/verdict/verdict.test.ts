import { describe, expect, it } from 'vitest';
import { endedMonthSentence, monthSentence } from '#features/verdict/budget-outcome.ts';
import { dayVerdict } from '#features/verdict/day-verdict.ts';
import type { Mover } from '#features/verdict/mover.ts';
import { periodVerdict } from '#features/verdict/period-verdict.ts';
import { usd } from '../../support/views/views.ts';

const monday = '2026-11-30';
const tuesday = '2026-11-17';
const sunday = '2026-11-29';

function mover(dimension: Mover['dimension'], label: string, change: number, more: Partial<Mover> = {}): Mover {
  return { dimension, label, presence: 'both', changeNanoUsd: usd(change), priceNanoUsd: 0n, volumeNanoUsd: usd(change), ...more };
}

/** Most of whose change is on a model. */
const on = (label: string, change: number): Partial<Mover> => ({ madeBy: [{ dimension: 'model', label, changeNanoUsd: usd(change) }] });

const mondays = [171, 180, 184, 184, 184, 190, 199, 203];
const ofDay = (day: string, cost: number, earlier: readonly number[], movers: readonly Mover[] = []) =>
  dayVerdict({ day, costNanoUsd: usd(cost), sameWeekdays: earlier.map(usd), movers }).words;

describe('a day against the same weekday of the last eight weeks', () => {
  it.each<[string, number, readonly number[], readonly Mover[], string]>([
    // Usual.
    [monday, 184.73, mondays, [], 'A usual Monday (the last eight cost $171–$203).'],
    [monday, 171, mondays, [], 'A usual Monday (the last eight cost $171–$203).'],
    // 203 and a tenth of it is 223.30; 171 less a tenth is 153.90.
    [monday, 223.3, mondays, [], 'A little above a usual Monday (the last eight cost $171–$203).'],
    [monday, 223.31, mondays, [], '21% more than a usual Monday ($184).'],
    [monday, 153.9, mondays, [], 'A little below a usual Monday (the last eight cost $171–$203).'],
    [monday, 153.89, mondays, [], '16% less than a usual Monday ($184).'],
    [monday, 184, [184, 184, 184, 184, 184, 184, 184, 184], [], 'A usual Monday (the last eight cost $184).'],
    // An earlier spike does not make a spike usual: 917 is over twice the median.
    [monday, 190, [...mondays.slice(1), 917], [], 'A usual Monday (seven of the last eight cost $180–$203).'],
    [monday, 900, [...mondays.slice(1), 917], [], 'Almost five times a usual Monday ($187).'],
    [monday, 184, [170, 180, 190], [], 'A usual Monday (three earlier ones cost $170–$190).'],
    [monday, 184, [170, 180, 190, 900], [], 'A usual Monday (three of four earlier ones cost $170–$190).'],
    // Less than a dollar off is usual, however many times it is.
    [sunday, 0.9, [0.02, 0.03, 0.04], [], 'A little above a usual Sunday (three earlier ones cost $0.02–$0.04).'],
    // Growth of five percent a week.
    [monday, 147, [100, 105, 110, 115, 121, 127, 133, 140], [], 'A little above a usual Monday (the last eight cost $100–$140).'],
    // A mover is not told on a usual day.
    [monday, 190, mondays, [mover('model', 'o3', 50)], 'A usual Monday (the last eight cost $171–$203).'],
    // More.
    [tuesday, 240, mondays, [], '30% more than a usual Tuesday ($184).'],
    [tuesday, 330, mondays, [], 'Almost twice a usual Tuesday ($184).'],
    [tuesday, 368, mondays, [], 'Twice a usual Tuesday ($184).'],
    [tuesday, 460, mondays, [], 'More than twice a usual Tuesday ($184).'],
    [tuesday, 920, mondays, [], 'Five times a usual Tuesday ($184).'],
    [tuesday, 18_400, mondays, [], '100 times a usual Tuesday ($184).'],
    [
      tuesday,
      917.2,
      mondays,
      [
        mover('key', 'farah-evals', 747, { presence: 'new', ...on('gpt-5.5', 747) }),
        mover('project', 'Research', 747, on('gpt-5.5', 747)),
        mover('model', 'gpt-5.5', 747),
      ],
      'Five times a usual Tuesday ($184): key farah-evals on gpt-5.5, +$747, new. The rest is as usual.',
    ],
    [
      tuesday,
      917.2,
      mondays,
      [mover('project', 'Research', 747)],
      'Five times a usual Tuesday ($184): Research, +$747, more use. The rest is as usual.',
    ],
    // The amount is that of what is named: Research used less of another model.
    [
      tuesday,
      917.2,
      mondays,
      [mover('project', 'Research', 727, on('gpt-5.5', 739)), mover('model', 'gpt-5.5', 745)],
      'Five times a usual Tuesday ($184): Research on gpt-5.5, +$739, more use. The rest is as usual.',
    ],
    // As much as the model moved, but not on it.
    [
      tuesday,
      917.2,
      mondays,
      [mover('project', 'Research', 747), mover('model', 'gpt-5.5', 747)],
      'Five times a usual Tuesday ($184): Research, +$747, more use. The rest is as usual.',
    ],
    // 917.20 less 400 is far from usual.
    [tuesday, 917.2, mondays, [mover('model', 'gpt-5.5', 400)], 'Five times a usual Tuesday ($184): gpt-5.5, +$400, more use.'],
    // The model made less than nine tenths of the project's change.
    [
      tuesday,
      384,
      mondays,
      [mover('project', 'Search', 200, on('o3', 150)), mover('model', 'o3', 150)],
      'Twice a usual Tuesday ($184): Search, +$200, more use. The rest is as usual.',
    ],
    [
      tuesday,
      384,
      mondays,
      [mover('model', 'o3', 60), mover('model', 'gpt-5', 55)],
      'Twice a usual Tuesday ($184): o3 +$60 and gpt-5 +$55.',
    ],
    [
      tuesday,
      384,
      mondays,
      [mover('model', 'o3', 20), mover('model', 'gpt-5', 10)],
      'Twice a usual Tuesday ($184); no single model or project explains it.',
    ],
    [tuesday, 384, mondays, [mover('model', 'o3', -200)], 'Twice a usual Tuesday ($184); no single model or project explains it.'],
    [
      tuesday,
      384,
      mondays,
      [mover('model', 'o3', 200, { priceNanoUsd: usd(200), volumeNanoUsd: 0n })],
      'Twice a usual Tuesday ($184): o3, +$200, dearer. The rest is as usual.',
    ],
    // Less.
    [monday, 92, mondays, [], 'Half of a usual Monday ($184).'],
    [monday, 70, mondays, [], '62% less than a usual Monday ($184).'],
    [
      monday,
      70,
      mondays,
      [mover('key', 'farah-evals', -110, { presence: 'gone' })],
      '62% less than a usual Monday ($184): key farah-evals, −$110, stopped. The rest is as usual.',
    ],
    [monday, 0, mondays, [], 'Nothing was spent; a usual Monday costs $184.'],
    [monday, -20, mondays, [], 'A credit: OpenAI gave back more than was spent.'],
    // Most of these Sundays cost nothing.
    [sunday, 0, [0, 0, 0, 0, 0, 0, 12, 0], [], 'Nothing was spent, as on most Sundays.'],
    [
      sunday,
      40,
      [0, 0, 0, 0, 0, 0, 12, 0],
      [mover('project', 'Search', 40, { presence: 'new' })],
      'Most Sundays cost nothing: Search, +$40, new.',
    ],
    [sunday, 40, [0, 0, 0], [], 'Most Sundays cost nothing.'],
    // Days that differ too much for anything to be usual.
    [monday, 500, [10, 20, 90, 300, 700, 900, 40, 5], [], 'Mondays vary ($5–$900), and this one is no exception.'],
    [monday, 2_000, [10, 20, 90, 300, 700, 900, 40, 5], [], 'More than any of the last eight Mondays ($5–$900).'],
    [monday, 0.5, [10, 20, 90, 300, 700, 900, 40, 5], [], 'Less than any of the last eight Mondays ($5–$900).'],
    // Unknown is never called usual.
    [monday, 184, [], [], 'Too early to say what is usual: no earlier Monday is known.'],
    [monday, 184, [184], [], 'Too early to say what is usual: one earlier Monday is known.'],
    [monday, 184, [184, 184], [], 'Too early to say what is usual: two earlier Mondays are known.'],
    [monday, 9_000, [184, 184], [mover('model', 'o3', 8_816)], 'Too early to say what is usual: two earlier Mondays are known.'],
  ])('%s, %d after %j', (day, cost, earlier, movers, words) => {
    expect(ofDay(day, cost, earlier, movers)).toBe(words);
  });

  it('names the movers it spoke of, so that nobody reads of them twice', () => {
    const [project, model] = [mover('project', 'Research', 747, on('gpt-5.5', 740)), mover('model', 'gpt-5.5', 740)];
    const figures = {
      day: tuesday,
      costNanoUsd: usd(917.2),
      sameWeekdays: mondays.map(usd),
      movers: [project, model, mover('model', 'o3', 3)],
    };
    expect(dayVerdict(figures).named).toEqual([project, model]);
    expect(dayVerdict({ ...figures, costNanoUsd: usd(190) }).named).toEqual([]);
  });
});

describe('a week or month against the one before', () => {
  it.each<['week' | 'month', number, number | null, readonly Mover[], string]>([
    ['week', 5_286.82, 4_263.56, [mover('model', 'gpt-5.5', 612.1)], '24% more than the week before ($4,264): gpt-5.5, +$612, more use.'],
    [
      'week',
      1_896,
      3_058.6,
      [mover('key', 'farah-evals', -747.04, { presence: 'gone' })],
      '38% less than the week before ($3,059): key farah-evals, −$747, stopped.',
    ],
    ['week', 5_286, 5_120, [mover('model', 'gpt-5.5', 166)], 'About as much as the week before ($5,120).'],
    ['week', 0.9, 0.2, [], 'About as much as the week before ($0.20).'],
    ['month', 12_000, 4_000, [], 'Three times the month before ($4,000).'],
    [
      'month',
      12_000,
      0,
      [mover('project', 'Search', 12_000, { presence: 'new' })],
      'The month before cost nothing: Search, +$12,000, new.',
    ],
    ['week', 0, 0, [], 'Nothing was spent, as in the week before.'],
    ['week', 0, 4_000, [], 'Nothing was spent; the week before cost $4,000.'],
    ['week', -3, 4_000, [], 'A credit: OpenAI gave back more than was spent.'],
    ['week', 4_000, null, [], 'Nothing to compare with: the week before was not read whole.'],
  ])('a %s of %d after %d', (unit, cost, previous, movers, words) => {
    const previousNanoUsd = previous === null ? null : usd(previous);
    expect(periodVerdict({ unit, costNanoUsd: usd(cost), previousNanoUsd, movers }).words).toBe(words);
  });
});

describe('a month against its budget', () => {
  it.each<[number, 'running' | 'ended' | 'final', number | null, string]>([
    [5_377.12, 'running', 6_000, 'November ends near $5,380, $620 under the $6,000 budget.'],
    [5_377.12, 'running', null, 'November ends near $5,380.'],
    [6_412, 'running', 6_000, 'November ends near $6,410, $410 over the $6,000 budget.'],
    // Rounded to three digits it would be $6,000, right at the budget, which it is not.
    [6_003, 'running', 6_000, 'November ends near $6,003, $3 over the $6,000 budget.'],
    [42.5, 'running', 50, 'November ends near $42.50, $7.50 under the $50 budget.'],
    [5_349.93, 'ended', 6_000, 'November ended near $5,350, $650 under the $6,000 budget.'],
    [6_000, 'final', 6_000, 'November ended at $6,000, right at the $6,000 budget.'],
    [1_070.2, 'final', 500, 'November ended at $1,070, $570 over the $500 budget.'],
  ])('%d, %s, of %d', (total, state, budget, words) => {
    const budgetNanoUsd = budget === null ? null : usd(budget);
    expect(monthSentence({ month: '2026-11-30', totalNanoUsd: usd(total), state, budgetNanoUsd })).toBe(words);
  });

  it.each<[number, number | null, number | null, string | null]>([
    [5_349.93, 6_000, 5_402, 'November ended $650 under the $6,000 budget; the forecast on the 15th was $5,400 (+0.9%).'],
    [5_349.93, null, 5_402, 'The forecast on the 15th was $5,400 (+0.9%).'],
    [6_349.93, 6_000, null, 'November ended $350 over the $6,000 budget.'],
    [6_349.93, null, null, null],
  ])('that is over: %d of %d, forecast %d', (total, budget, forecast, words) => {
    const budgetNanoUsd = budget === null ? null : usd(budget);
    expect(
      endedMonthSentence({ month: '2026-11-01', totalNanoUsd: usd(total), budgetNanoUsd }, forecast === null ? null : usd(forecast)),
    ).toBe(words);
  });
});
