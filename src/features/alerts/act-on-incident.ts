import { addDays, dayOf, type Instant, startOf } from '#core/time/day.ts';
import { shortMoment } from '#show/phrases.ts';
import { type ProblemView, problemView } from '#show/plain-views.ts';
import type { Parts, Press } from '../feature.ts';
import { alertHeadline } from './alert-headline.ts';
import { isOpen } from './incident.ts';
import { factsOf, stepOf } from './incident-step.ts';
import { type Incident, incidentById, saveIncident } from './incidents-store.ts';

/** What a person can do with an incident: acknowledge it, or snooze it for an hour, until tomorrow, or until its period ends. */
const incidentActions = ['acknowledge', 'hour', 'tomorrow', 'period'] as const;
type IncidentAction = (typeof incidentActions)[number];

/** `tomorrow` means 09:00 UTC, not midnight. */
const tomorrowHours = 9;
const maxTries = 5;

/** Handles "Acknowledge" and "Snooze" under an alert, for anyone in its channel, if the alert is one of that channel. */
export async function actOnPress(parts: Parts, { value, isMenu, by, channelId }: Press, now: Instant): Promise<ProblemView | null> {
  const [name, id] = isMenu ? value.split(':', 2) : ['acknowledge', value];
  const action = incidentActions.find(one => one === name && (one === 'acknowledge') !== isMenu);
  if (action === undefined || !id) return problemView('This button is not understood.');
  return actOnIncident(parts, { incidentId: id, action, by, channelId }, now);
}

/** Acknowledges or snoozes an incident, with an audit entry. Null on success; a problem for nothing to do or another channel's id. */
export async function actOnIncident(
  { database, peopleVisible }: Pick<Parts, 'database' | 'peopleVisible'>,
  asked: { readonly incidentId: string; readonly action: IncidentAction; readonly by: string; readonly channelId: string },
  now: Instant,
): Promise<ProblemView | null> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const incident = await incidentById(database, asked.incidentId);
    if (incident === null || incident.channelId !== asked.channelId) return problemView('There is no such alert in this channel.');
    if (factsOf(incident).namesPeople && peopleVisible === 'admins')
      return problemView('Alerts about single people and keys are not posted any more.');
    if (!isOpen(incident.state)) return problemView('This alert is over.');
    const isAcknowledging = asked.action === 'acknowledge';
    const until = snoozeEnd(incident, asked.action, now);
    if (!isAcknowledging && (until === null || until <= now)) return problemView('This alert has no period that could end.');
    const input = { facts: factsOf(incident), level: incident.level, now, by: asked.by, ...(until === null ? {} : { until }) };
    const step = stepOf(incident, isAcknowledging ? 'acknowledge' : 'snooze', input);
    if (step === null) return problemView('This alert is acknowledged already.');
    const done = until === null ? 'acknowledged' : `snoozed until ${shortMoment(until.toISOString())}`;
    const headline = alertHeadline({ ...factsOf(incident), isSample: false, endedBecause: null });
    const what = `alert in ${incident.channelId}: ${done} (${headline})`;
    if (await saveIncident(database, step.incident, step.entries, now, { by: asked.by, at: now, what })) return null;
  }
  return problemView('This alert is changing right now. Try again.');
}

function snoozeEnd(incident: Incident, action: IncidentAction, now: Instant): Instant | null {
  switch (action) {
    case 'acknowledge':
      return null;
    case 'hour':
      return new Date(now.getTime() + 3_600_000);
    case 'tomorrow':
      return new Date(startOf(addDays(dayOf(now), 1)).getTime() + tomorrowHours * 3_600_000);
    case 'period': {
      const { endsOn } = factsOf(incident);
      return endsOn === null ? null : startOf(endsOn);
    }
  }
}
