import { fromJson, toJson } from '#core/bigint-json.ts';
import type { Instant } from '#core/time/day.ts';
import type { OutboxEntry } from '#delivery/outbox/outbox-store.ts';
import { type IncidentEvent, type IncidentPost, transition } from './incident.ts';
import type { Incident } from './incidents-store.ts';
import type { AlertFacts, AlertView } from './view.ts';

/** The details of an event: what the message should say now, the level reached, who acted, and until when. */
interface StepInput {
  readonly facts: AlertFacts;
  /** In percent; 0 without thresholds. */
  readonly level: number;
  readonly now: Instant;
  readonly by?: string;
  readonly until?: Instant;
}

/**
 * The incident after `event`, with its messages; null when nothing changes. One that fires must be new, with revision 0.
 * Message keys derive from the incident's id and revision, so that a repeated step writes no second message.
 */
export function stepOf(incident: Incident, event: IncidentEvent, input: StepInput): { incident: Incident; entries: OutboxEntry[] } | null {
  const { next, posts } = transition(incident.state, event);
  const facts = toJson(input.facts);
  const level = Math.max(incident.level, input.level);
  const wanted = posts.map(post => (post !== 'refresh' ? post : facts === incident.facts ? null : 'update')).filter(post => post !== null);
  if (next === incident.state && level === incident.level && wanted.length === 0) return null;
  const isOver = next === 'resolved';
  const after: Incident = {
    ...incident,
    state: next,
    level,
    facts,
    endedAt: isOver ? input.now : null,
    endedBecause: isOver ? event : null,
    acknowledgedBy:
      next === 'firing' ? null : next === 'acknowledged' && event === 'acknowledge' ? (input.by ?? null) : incident.acknowledgedBy,
    snoozedBy: event === 'snooze' ? (input.by ?? null) : next === 'snoozed' ? incident.snoozedBy : null,
    snoozedUntil: event === 'snooze' ? (input.until ?? null) : next === 'snoozed' ? incident.snoozedUntil : null,
  };
  return { incident: after, entries: wanted.map(post => entryOf(after, post, event)) };
}

/** The facts an incident was last saved with. */
export function factsOf(incident: Incident): AlertFacts {
  return fromJson(incident.facts) as AlertFacts;
}

function entryOf(incident: Incident, post: Exclude<IncidentPost, 'refresh'>, event: IncidentEvent): OutboxEntry {
  const { channelId, setUpBy, revision } = incident;
  const key = `alert:${incident.id}`;
  const to = { channelId, setUpBy };
  if (post === 'message') return { ...to, key, about: null, operation: 'post', view: viewOf(incident, 'message', event) };
  if (post === 'update')
    return { ...to, key: `${key}:update:${revision}`, about: key, operation: 'update', view: viewOf(incident, 'message', event) };
  return { ...to, key: `${key}:reply:${revision}`, about: key, operation: post, view: viewOf(incident, 'reply', event) };
}

const becauseOf: Readonly<Partial<Record<IncidentEvent, AlertView['because']>>> = {
  rises: 'rises',
  passes: 'rises',
  recovers: 'recovers',
  'snooze ends': 'snooze ends',
};

function viewOf(incident: Incident, part: AlertView['part'], event: IncidentEvent): string {
  const { endedBecause } = incident;
  const view: AlertView = {
    kind: 'alert',
    ...factsOf(incident),
    part,
    because: incident.revision === 0 ? 'fires' : (becauseOf[event] ?? 'changes'),
    incidentId: incident.id,
    isSample: false,
    state: incident.state,
    beganAt: incident.beganAt.toISOString(),
    endedAt: incident.endedAt?.toISOString() ?? null,
    endedBecause: endedBecause === 'recovers' || endedBecause === 'period ends' || endedBecause === 'withdraw' ? endedBecause : null,
    acknowledgedBy: incident.acknowledgedBy,
    snoozedBy: incident.snoozedBy,
    snoozedUntil: incident.snoozedUntil?.toISOString() ?? null,
  };
  return toJson(view);
}
