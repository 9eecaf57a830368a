/** An incident fires once, is acknowledged or snoozed, and resolved. `quiet` never fired; after `resolved`, a new one starts. */
export const incidentStates = ['quiet', 'firing', 'acknowledged', 'snoozed', 'resolved'] as const;
export type IncidentState = (typeof incidentStates)[number];

/**
 * What happens to an incident.
 *
 * - `holds`: the condition is met, at the level already reported. `rises`: at a higher level, below 100%. `passes`: at a
 *   higher level, 100% or more. Without levels, an incident only ever holds.
 * - `recovers`: the condition is no longer met.
 * - `snooze ends`: the snooze is over. `period ends`: the days it covers are over and final.
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
 * What is posted. `message` starts the thread; `broadcast` is a reply that the channel sees too; `reply` shows in the thread
 * only; `update` rewrites the message; `refresh` rewrites it only if its figures changed.
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
 * Every state and every event. A snoozed incident keeps its message current, which notifies nobody, and posts only when it
 * passes 100% or its snooze ends. An acknowledged incident fires again when it rises: less was acknowledged.
 */
const table: Readonly<Record<IncidentState, Readonly<Record<IncidentEvent, Transition>>>> = {
  quiet: notOpen('quiet'),
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
  resolved: notOpen('resolved'),
};

/** Only the condition itself makes it fire; nothing else changes it. */
function notOpen(state: 'quiet' | 'resolved'): Readonly<Record<IncidentEvent, Transition>> {
  const same = stays(state);
  return {
    ...{ holds: fires, rises: fires, passes: fires, recovers: same, acknowledge: same, snooze: same },
    ...{ 'snooze ends': same, 'period ends': same, withdraw: same },
  };
}

/** The next state after `event`, and what to post. */
export function transition(state: IncidentState, event: IncidentEvent): Transition {
  return table[state][event];
}

/** The event for reaching `level` percent when `saidLevel` is the highest reported so far. */
export function eventOfLevel(level: number, saidLevel: number): 'holds' | 'rises' | 'passes' {
  if (level <= saidLevel) return 'holds';
  return level >= 100 ? 'passes' : 'rises';
}

export function isOpen(state: IncidentState): boolean {
  return state === 'firing' || state === 'acknowledged' || state === 'snoozed';
}
