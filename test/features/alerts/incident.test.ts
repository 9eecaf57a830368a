import { describe, expect, it } from 'vitest';
import {
  eventOfLevel,
  type IncidentEvent,
  type IncidentState,
  incidentEvents,
  incidentStates,
  transition,
} from '#features/alerts/incident.ts';

/** Every state and every event, as PRODUCT wants it: what it becomes, and what is posted. Blank is: nothing changes, nothing is said. */
const wanted: Record<IncidentState, Partial<Record<IncidentEvent, string>>> = {
  quiet: { holds: 'firing message', rises: 'firing message', passes: 'firing message' },
  firing: {
    holds: 'firing refresh',
    rises: 'firing update broadcast',
    passes: 'firing update broadcast',
    recovers: 'resolved update reply',
    acknowledge: 'acknowledged update',
    snooze: 'snoozed update',
    'period ends': 'resolved update',
    withdraw: 'resolved update',
  },
  acknowledged: {
    holds: 'acknowledged refresh',
    rises: 'firing update broadcast',
    passes: 'firing update broadcast',
    recovers: 'resolved update reply',
    snooze: 'snoozed update',
    'period ends': 'resolved update',
    withdraw: 'resolved update',
  },
  snoozed: {
    holds: 'snoozed refresh',
    rises: 'snoozed refresh',
    passes: 'firing update broadcast',
    recovers: 'resolved update',
    acknowledge: 'acknowledged update',
    snooze: 'snoozed update',
    'snooze ends': 'firing update broadcast',
    'period ends': 'resolved update',
    withdraw: 'resolved update',
  },
  resolved: { holds: 'firing message', rises: 'firing message', passes: 'firing message' },
};

describe('an incident', () => {
  it.each(incidentStates.flatMap(state => incidentEvents.map(event => [state, event, wanted[state][event] ?? state] as const)))(
    'that is %s: %s makes it %s',
    (state, event, outcome) => {
      const { next, posts } = transition(state, event);
      expect([next, ...posts].join(' ')).toBe(outcome);
    },
  );

  it('says nothing aloud while it is snoozed, but for 100% and the end of the snooze', () => {
    const loud = incidentEvents.filter(event =>
      transition('snoozed', event).posts.some(post => post === 'message' || post === 'broadcast' || post === 'reply'),
    );
    expect(loud).toEqual(['passes', 'snooze ends']);
  });

  it('begins a thread only from where there is none: before the first time, and after it was resolved', () => {
    const begins = incidentStates.filter(state => incidentEvents.some(event => transition(state, event).posts.includes('message')));
    expect(begins).toEqual(['quiet', 'resolved']);
  });
});

describe('eventOfLevel', () => {
  it('rises by a higher level, passes at 100 and above, and holds at what was said', () => {
    expect(eventOfLevel(50, 50)).toBe('holds');
    expect(eventOfLevel(50, 80)).toBe('holds');
    expect(eventOfLevel(80, 50)).toBe('rises');
    expect(eventOfLevel(99, 80)).toBe('rises');
    expect(eventOfLevel(100, 80)).toBe('passes');
    expect(eventOfLevel(120, 100)).toBe('passes');
  });
});
