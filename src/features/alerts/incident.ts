/**
 * An alert as it lives: it fires once, is acknowledged or snoozed, and is resolved. `quiet` is before it ever fired;
 * a `resolved` one that fires again is a new incident.
 */
export const incidentStates = ['quiet', 'firing', 'acknowledged', 'snoozed', 'resolved'] as const;
export type IncidentState = (typeof incidentStates)[number];

/**
 * What happens to an incident.
 *
 * - `holds`: what it watches is so, at the level that was said. `rises`: at a higher one, below 100 %. `passes`: at a
 *   higher one, of 100 % or more. An incident without levels only ever holds.
 * - `recovers`: what it watches is so no more.
 * - `snooze ends`: its time is over. `period ends`: the days that it is about are over and will not change.
 * - `withdraw`: the budget or alert behind it was changed, paused or removed.
 */
export const incidentEvents = [
  'holds',
  'rises',
  'passes',
  'recovers',
  'acknowledge',
  'snooze',
  'snooze ends',
  'period ends',
  'withdraw',
] as const;
export type IncidentEvent = (typeof incidentEvents)[number];

/**
 * What is posted. `message` begins the thread; `broadcast` is a reply that the channel sees too; `reply` is seen in the
 * thread alone; `update` rewrites the message; `refresh` does so only where its figures are others now.
 */
export type IncidentPost = 'message' | 'broadcast' | 'reply' | 'update' | 'refresh';

export interface Transition {
  readonly next: IncidentState;
  readonly posts: readonly IncidentPost[];
}

const fires: Transition = { next: 'firing', posts: ['message'] };
const risen: Transition = { next: 'firing', posts: ['update', 'broadcast'] };
const over: Transition = { next: 'resolved', posts: ['update'] };
const overAndSaid: Transition = { next: 'resolved', posts: ['update', 'reply'] };
const stays = (next: IncidentState, ...posts: IncidentPost[]): Transition => ({ next, posts });

/**
 * Every state and every event. A snoozed incident is quiet: its message is kept right, which tells nobody, but it speaks
 * only when it passes 100 % or its snooze ends. A rise makes an acknowledged one fire again, for what was acknowledged was less.
 */
const table: Readonly<Record<IncidentState, Readonly<Record<IncidentEvent, Transition>>>> = {
  quiet: {
    holds: fires,
    rises: fires,
    passes: fires,
    recovers: stays('quiet'),
    acknowledge: stays('quiet'),
    snooze: stays('quiet'),
    'snooze ends': stays('quiet'),
    'period ends': stays('quiet'),
    withdraw: stays('quiet'),
  },
  firing: {
    holds: stays('firing', 'refresh'),
    rises: risen,
    passes: risen,
    recovers: overAndSaid,
    acknowledge: stays('acknowledged', 'update'),
    snooze: stays('snoozed', 'update'),
    'snooze ends': stays('firing'),
    'period ends': over,
    withdraw: over,
  },
  acknowledged: {
    holds: stays('acknowledged', 'refresh'),
    rises: risen,
    passes: risen,
    recovers: overAndSaid,
    acknowledge: stays('acknowledged'),
    snooze: stays('snoozed', 'update'),
    'snooze ends': stays('acknowledged'),
    'period ends': over,
    withdraw: over,
  },
  snoozed: {
    holds: stays('snoozed', 'refresh'),
    rises: stays('snoozed', 'refresh'),
    passes: risen,
    recovers: over,
    acknowledge: stays('acknowledged', 'update'),
    snooze: stays('snoozed', 'update'),
    'snooze ends': risen,
    'period ends': over,
    withdraw: over,
  },
  resolved: {
    holds: fires,
    rises: fires,
    passes: fires,
    recovers: stays('resolved'),
    acknowledge: stays('resolved'),
    snooze: stays('resolved'),
    'snooze ends': stays('resolved'),
    'period ends': stays('resolved'),
    withdraw: stays('resolved'),
  },
};

/** What `event` makes of an incident in `state`, and what is posted for it. */
export function transition(state: IncidentState, event: IncidentEvent): Transition {
  return table[state][event];
}

/** The event of a level, in percent, that was reached when `saidLevel` was the highest so far. Lower levels were said, so they hold. */
export function eventOfLevel(level: number, saidLevel: number): 'holds' | 'rises' | 'passes' {
  if (level <= saidLevel) return 'holds';
  return level >= 100 ? 'passes' : 'rises';
}

/** Whether an incident in `state` is not over. */
export function isOpen(state: IncidentState): boolean {
  return state === 'firing' || state === 'acknowledged' || state === 'snoozed';
}
