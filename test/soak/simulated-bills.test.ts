import { expect, it } from 'vitest';
import { addDays } from '#core/time/day.ts';
import { dayLine, errorText, meanErrors, moments, payments, type SimulatedDay, simulatedBills } from '../support/simulated-bills.ts';

const dayAfter = moments.indexOf(24);
/** How many days after a price change the last 28 settled days still hold the old price, with the four that have not settled. */
const daysUntilForgotten = 32;

it.each(Object.entries(payments).flatMap(([name, terms]) => [true, false].map(quantities => ({ name, terms, quantities }))))(
  '60 days of $name (quantities: $quantities) are right a day after they end',
  async ({ name, terms, quantities }) => {
    const days = await simulatedBills(terms, quantities, 60);
    print(`${name}, ${quantities ? 'with' : 'without'} quantities`, days);
    const error = meanErrors(days, 'shown')[dayAfter] ?? Number.NaN;
    if (quantities) return expect(error).toBe(0);
    // Without quantities nothing tells a bill of free tokens from one that has not arrived, until it stands still for a day.
    if (name === 'free tokens every day') return expect(meanErrors(days, 'shown')[moments.indexOf(48)]).toBe(0);
    // A model whose price moved is estimated at the mean of both prices while the settled days hold both.
    const change = terms.priceChanges?.[0]?.from;
    const usual = days.filter(({ day }) => change === undefined || day < change || day >= addDays(change, daysUntilForgotten));
    expect(meanErrors(usual, 'shown')[dayAfter]).toBeLessThanOrEqual(1);
  },
  600_000,
);

function print(title: string, days: readonly SimulatedDay[]): void {
  const [now, before] = [meanErrors(days, 'shown'), meanErrors(days, 'shownBefore')];
  const errors = moments.map((hours, at) => `${hours} h: ${errorText(now[at] ?? 0)} (${errorText(before[at] ?? 0)})`);
  console.info([title, `Error in the mean, and by the former rule: ${errors.join('; ')}`, ...days.map(dayLine)].join('\n'));
}
