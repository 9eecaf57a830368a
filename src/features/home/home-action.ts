import { problemView } from '#show/plain-views.ts';
import { notAllowed } from '../access/manager.ts';
import { actOnPress } from '../alerts/act-on-incident.ts';
import { incidentById } from '../alerts/incidents-store.ts';
import type { Action } from '../feature.ts';

/** "Acknowledge" and "Snooze" in the App Home, for people who may change things: nobody there is known to be in the alert's channel. */
export const homeAction: Action = {
  prefix: 'home:',
  async act(parts, press, now) {
    const refused = await notAllowed(press.asker);
    if (refused) return refused;
    const incident = await incidentById(parts.database, press.value.split(':').at(-1) ?? '');
    if (incident === null) return problemView('There is no such alert any more.');
    return actOnPress(parts, { ...press, channelId: incident.channelId }, now);
  },
};
