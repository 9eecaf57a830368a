import { expect, it } from 'vitest';
import { errorText, meanErrors, moments, payments, simulatedBills } from '../support/simulated-bills.ts';

/** The long circle plays all of them for 60 days. */
it.each([
  ['10% off', false],
  ['free tokens every day', true],
] as const)('four days of %s (quantities: %s) are right a day after they end', async (name, quantities) => {
  const days = await simulatedBills(payments[name] ?? {}, quantities, 4);
  const [now, before] = [meanErrors(days, 'shown'), meanErrors(days, 'shownBefore')];
  console.info(
    [
      `Error in the mean, ${name}`,
      ...moments.map((hours, at) => `${hours} h ${errorText(now[at] ?? 0)} (was ${errorText(before[at] ?? 0)})`),
    ].join('; '),
  );
  expect(days.length).toBe(4);
  expect(now[moments.indexOf(24)]).toBe(0);
  expect(before[moments.indexOf(12)]).toBeGreaterThan(5);
});
