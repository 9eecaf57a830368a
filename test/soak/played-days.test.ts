import { expect, it } from 'vitest';
import { playedOnStage } from '../../demo/check-demo.ts';

it.each([
  ['minutes after midnight on a Monday, a first of the month', '2027-02-01T00:07:00Z'],
  ['on a leap day', '2028-02-29T23:00:00Z'],
  ['on the last evening of a year', '2026-12-31T23:30:00Z'],
])('the played conversation is answered rightly %s', async (_when, now) => {
  const { questions, buttons, facts, problems } = await playedOnStage(new Date(now), () => undefined);
  expect(problems).toEqual([]);
  expect([questions >= 12, buttons >= 4, facts >= 5]).toEqual([true, true, true]);
});
