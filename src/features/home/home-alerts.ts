import type { Database } from '#data/database/open.ts';
import type { Manager } from '../access/manager.ts';
import { alertMark } from '../alerts/alert-headline.ts';
import { factsOf } from '../alerts/incident-step.ts';
import { type Incident, openIncidents } from '../alerts/incidents-store.ts';
import type { AlertView } from '../alerts/view.ts';

/** An open alert, and the channel where it was posted. */
export interface HomeAlert {
  readonly alert: AlertView;
  readonly channelId: string;
}

/** The open alerts that the reader may see: 🔴 first, then newest first. */
export async function homeAlerts(database: Database, { maySeePeople }: Pick<Manager, 'maySeePeople'>): Promise<HomeAlert[]> {
  const shown = (await openIncidents(database)).map(incident => ({ alert: alertOf(incident), channelId: incident.channelId }));
  const seen = shown.filter(({ alert }) => maySeePeople || !alert.namesPeople).reverse();
  const isRed = ({ alert }: HomeAlert) => alertMark(alert) === '🔴';
  return [...seen.filter(isRed), ...seen.filter(open => !isRed(open))];
}

function alertOf(incident: Incident): AlertView {
  const { id, state, beganAt, acknowledgedBy, snoozedBy, snoozedUntil } = incident;
  return {
    ...factsOf(incident),
    ...{ kind: 'alert', part: 'message', because: 'changes', isSample: false, incidentId: id, state },
    ...{ beganAt: beganAt.toISOString(), endedAt: null, endedBecause: null },
    ...{ acknowledgedBy, snoozedBy, snoozedUntil: snoozedUntil?.toISOString() ?? null },
  };
}
