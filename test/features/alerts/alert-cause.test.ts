import { expect, it } from 'vitest';
import { alertLines } from '#features/alerts/alert-lines.ts';
import type { AlertView } from '#features/alerts/view.ts';
import type { Mover } from '#features/verdict/mover.ts';
import { alert } from '../../support/views/alert-views.ts';
import { usd } from '../../support/views/views.ts';

/** A part that cost $5 a week before and used a million tokens. */
function part(dollarsMore: number, tokens: number, changes: Partial<Mover> = {}): Mover {
  const changeNanoUsd = usd(dollarsMore);
  return {
    ...{ dimension: 'key', label: 'farah-evals', presence: 'both', changeNanoUsd, priceNanoUsd: 0n, volumeNanoUsd: changeNanoUsd },
    ...{ beforeNanoUsd: usd(5), quantity: { unit: 'tokens', before: 1_000_000, after: tokens } },
    ...changes,
  };
}

const tuesdays = [150, 171, 180, 184, 184, 190, 203, 230];

/** The first sentence about a day that cost $917, where $184 is usual. */
function causeOf(parts: readonly Mover[], changeNanoUsd = usd(733)): string | undefined {
  const finding = { alert: 'spike', day: '2026-11-17', scope: '', costNanoUsd: usd(917), sameWeekdays: tuesdays.map(usd) } as const;
  const causes: AlertView['causes'] = { from: '2026-11-10', to: '2026-11-10', changeNanoUsd, parts };
  return alertLines(alert({ finding, causes, heading: null }))[0]?.split('. ')[0];
}

it.each([
  // $5 × 140 − $5
  ['Key farah-evals: +$695, 140 times its usual tokens', part(695, 140_000_000)],
  ['Key farah-evals: +$695, three times its usual tokens', part(695, 3_000_000, { beforeNanoUsd: usd(347.5) })],
  ['Key farah-evals: +$695, 50% more tokens', part(695, 1_500_000, { beforeNanoUsd: usd(1_390) })],
  ['Key farah-evals: +$695, new', part(695, 140_000_000, { presence: 'new' })],
  // Other models explain it, not the tokens.
  ['Key farah-evals: +$695, more use', part(695, 1_100_000)],
  [
    'Key farah-evals: +$695, more use at a higher price per token',
    part(695, 140_000_000, { volumeNanoUsd: usd(345), priceNanoUsd: usd(350) }),
  ],
])('the cause of a spike is told as "%s"', (words, mover) => {
  expect(causeOf([mover])).toBe(words);
});

it('calls no use usual where the day a week before was not a usual one', () => {
  expect(causeOf([part(695, 140_000_000)], usd(850))).toBe('Key farah-evals: +$695, 140 times the tokens');
});

it('tells the use of the model that is named with a project, where the project mixes models', () => {
  const madeBy = [{ dimension: 'model', label: 'gpt-5.5-2026-04-23', changeNanoUsd: usd(690) }] as const;
  const project = part(695, 3_000_000, { dimension: 'project', label: 'Research', madeBy });
  const model = part(690, 140_000_000, { dimension: 'model', label: 'gpt-5.5-2026-04-23' });
  expect(causeOf([project, model])).toBe('Research on gpt-5.5: +$690, 140 times the model’s usual tokens');
});

it('is told from an alert that was stored before uses were kept', () => {
  const { quantity: _quantity, beforeNanoUsd: _before, ...older } = part(695, 140_000_000);
  expect(causeOf([older])).toBe('Key farah-evals: +$695, more use');
});

it('names models without their date where no two would be called the same', () => {
  const model = (label: string, dollars: number) => part(dollars, 140_000_000, { dimension: 'model', label });
  expect(causeOf([model('gpt-4o-2024-08-06', 695)])).toMatch(/^gpt-4o: /);
  expect(causeOf([model('gpt-4o-2024-08-06', 695), model('gpt-4o-2024-11-20', 20)])).toMatch(/^gpt-4o-2024-08-06: /);
});
