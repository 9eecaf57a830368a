import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#core/time/day.ts';
import { failedDays } from '#features/status/status.ts';

const days = (from: string, count: number) => Array.from({ length: count }, (_, index) => addDays(from, index));
const each = (on: readonly string[], endpoint: string, reason: string) => on.map(day => ({ day, endpoint, reason }));
const outage = 'OpenAI answered with 500';

describe('what failed', () => {
  it('is said once with all its days, where several endpoints failed alike', () => {
    const outageDays = days('2026-11-20', 5);
    const alike = ['images', 'completions', 'costs/project'].flatMap(endpoint => each(outageDays, endpoint, outage));
    // As the store gives them: the newest day first, then by endpoint.
    const failures = alike.toSorted((a, b) => (a.day === b.day ? (a.endpoint < b.endpoint ? -1 : 1) : a.day < b.day ? 1 : -1));
    expect(failedDays(failures)).toEqual([{ days: outageDays, endpoints: ['completions', 'costs/project', 'images'], reason: outage }]);
  });

  it('is told apart by reason, and by days, the newest first', () => {
    const failures = [
      ...each(days('2026-11-01', 2), 'images', outage),
      ...each(days('2026-11-20', 5), 'completions', outage),
      ...each(['2026-11-22'], 'costs/project', 'api.openai.com: connect ECONNREFUSED'),
    ];
    expect(failedDays(failures)).toEqual([
      { days: days('2026-11-20', 5), endpoints: ['completions'], reason: outage },
      { days: ['2026-11-22'], endpoints: ['costs/project'], reason: 'api.openai.com: connect ECONNREFUSED' },
      { days: days('2026-11-01', 2), endpoints: ['images'], reason: outage },
    ]);
    expect(failedDays([])).toEqual([]);
  });

  it('loses no day of no endpoint, and says none twice', () => {
    const failure = fc.record({
      day: fc.constantFrom(...days('2026-11-01', 6)),
      endpoint: fc.constantFrom('completions', 'images', 'costs/project'),
      reason: fc.constantFrom(outage, 'b', 'c'),
    });
    // The store has one failure a day and endpoint.
    const failures = fc.uniqueArray(failure, { selector: ({ day, endpoint }) => `${day} ${endpoint}` });
    fc.assert(
      fc.property(failures, given => {
        const apart = failedDays(given).flatMap(({ reason, ...all }) =>
          all.days.flatMap(day => all.endpoints.map(endpoint => JSON.stringify([day, endpoint, reason]))),
        );
        expect(apart.toSorted()).toEqual(given.map(({ day, endpoint, reason }) => JSON.stringify([day, endpoint, reason])).toSorted());
      }),
    );
  });
});
