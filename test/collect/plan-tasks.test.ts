import { describe, expect, it } from 'vitest';
import { batchesOf, daysToCollect } from '#collect/plan-tasks.ts';
import { addDays } from '#core/time/day.ts';
import { daysBefore, daysOf } from '#core/time/period.ts';

const now = new Date('2026-11-22T12:00:00Z');
const period = { from: '2026-11-15', to: '2026-11-24' };
const rules = { settleDays: 3, emptyIsKnown: true, daysWithData: null, goesOnFrom: null };
const read = (at: string, rowCount = 1) => ({ fetchedAt: new Date(at), rowCount, failure: null, isDropped: false });

describe('which days are read', () => {
  it('are all that were never read and have begun, newest first', () => {
    expect(daysToCollect(period, new Map(), rules, now)).toEqual(daysOf({ from: '2026-11-15', to: '2026-11-23' }).toReversed());
  });

  it('are those whose last reading was made before they settled', () => {
    const states = new Map(daysOf(period).map(day => [day, read('2026-11-22T11:07:00Z')]));
    // The 18th settled three days after its end, at the start of the 22nd.
    expect(daysToCollect(period, states, rules, now)).toEqual(['2026-11-22', '2026-11-21', '2026-11-20', '2026-11-19']);
    states.set('2026-11-16', read('2026-11-19T23:59:59Z'));
    expect(daysToCollect(period, states, rules, now)).toContain('2026-11-16');
  });

  it('are those whose last try failed, also when an older reading is there', () => {
    const states = new Map([['2026-11-16', { ...read('2026-11-22T11:07:00Z'), failure: 'OpenAI did not answer' }]]);
    expect(daysToCollect({ from: '2026-11-16', to: '2026-11-17' }, states, rules, now)).toEqual(['2026-11-16']);
  });

  it('are not those that a collection had read before it was cut off', () => {
    const states = new Map(
      ['2026-11-21', '2026-11-20'].map(day => [day, read(day === '2026-11-21' ? '2026-11-22T11:50:00Z' : '2026-11-22T11:30:00Z')]),
    );
    const goesOnFrom = new Date('2026-11-22T11:45:00Z');
    expect(daysToCollect({ from: '2026-11-19', to: '2026-11-22' }, states, { ...rules, goesOnFrom }, now)).toEqual([
      '2026-11-20',
      '2026-11-19',
    ]);
  });

  it('are silent days once a day, until data before and after show that they were idle', () => {
    const silent = new Map([['2026-11-16', read('2026-11-21T12:00:00Z', 0)]]);
    const ask = (daysWithData: { first: string; last: string } | null, at = now) =>
      daysToCollect({ from: '2026-11-16', to: '2026-11-17' }, silent, { ...rules, emptyIsKnown: false, daysWithData }, at);
    expect(ask(null)).toEqual(['2026-11-16']);
    expect(ask(null, new Date('2026-11-22T11:59:59Z'))).toEqual([]);
    expect(ask({ first: '2026-11-17', last: '2026-11-20' })).toEqual(['2026-11-16']);
    expect(ask({ first: '2026-11-01', last: '2026-11-15' })).toEqual(['2026-11-16']);
    expect(ask({ first: '2026-11-15', last: '2026-11-17' })).toEqual([]);
  });
});

describe('requests', () => {
  it('are the fewest that the page allows', () => {
    const days = daysOf(daysBefore('2026-11-23', 91)).toReversed();
    expect(batchesOf(days, 31).map(batch => batch.days.length)).toEqual([31, 31, 29]);
    expect(batchesOf(days, 180)).toHaveLength(1);
    expect(batchesOf(days, 1)).toHaveLength(91);
  });

  it('cover gaps with one request, and leave the days between as they are', () => {
    const [batch, ...more] = batchesOf(['2026-11-22', '2026-11-10', '2026-10-23'], 31);
    expect(more).toEqual([]);
    expect(batch).toEqual({ period: { from: '2026-10-23', to: '2026-11-23' }, days: ['2026-11-22', '2026-11-10', '2026-10-23'] });
    expect(batchesOf(['2026-11-22', addDays('2026-11-22', -31)], 31)).toHaveLength(2);
  });
});
