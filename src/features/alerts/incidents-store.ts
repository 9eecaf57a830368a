import type { Selectable, Transaction } from 'kysely';
import type { Instant } from '#core/time/day.ts';
import { type AuditedChange, recordAudit } from '#data/database/audit-log.ts';
import type { Database } from '#data/database/open.ts';
import type { Schema } from '#data/database/schema.ts';
import { enqueue, type OutboxEntry } from '#delivery/outbox/outbox-store.ts';
import { storedName } from '../setup/watch-state-store.ts';
import { type IncidentState, incidentStates } from './incident.ts';

/** One incident, from its first message until it is resolved. */
export interface Incident {
  readonly id: string;
  /** What raised it, `budget:3` or `alert:2`, and the version at that time. */
  readonly watch: string;
  readonly watchVersion: number;
  /** The subject: a day, the first day of a period, a source, a model, or a key. */
  readonly subject: string;
  /** 1 for the first incident of its subject, 2 after it came back, and so on. */
  readonly ordinal: number;
  readonly channelId: string;
  readonly setUpBy: string | null;
  readonly state: IncidentState;
  /** The highest threshold reached, in percent; 0 without thresholds. */
  readonly level: number;
  readonly beganAt: Instant;
  readonly endedAt: Instant | null;
  readonly endedBecause: string | null;
  /** Slack ids. */
  readonly acknowledgedBy: string | null;
  readonly snoozedBy: string | null;
  readonly snoozedUntil: Instant | null;
  /** What its message says, as JSON. */
  readonly facts: string;
  /** How often it was saved; 0 before the first time. */
  readonly revision: number;
}

export async function incidentById(database: Database, id: string): Promise<Incident | null> {
  const row = await database.selectFrom('incident').where('id', '=', id).selectAll().executeTakeFirst();
  return row ? incidentOf(row) : null;
}

/** The latest incident about `subject`, open or resolved. */
export async function latestIncident(database: Database, watch: string, subject: string): Promise<Incident | null> {
  const of = database.selectFrom('incident').where('watch', '=', watch).where('subject', '=', subject);
  const row = await of.orderBy('ordinal', 'desc').limit(1).selectAll().executeTakeFirst();
  return row ? incidentOf(row) : null;
}

/** All open incidents, oldest first. */
export async function openIncidents(database: Database): Promise<Incident[]> {
  const rows = await database
    .selectFrom('incident')
    .where('state', '<>', 'resolved')
    .orderBy('began_at')
    .orderBy('id')
    .selectAll()
    .execute();
  return rows.map(incidentOf);
}

/** Saves `incident` as the next revision, with its messages and audit entry. False, saving nothing, when another process came first. */
export async function saveIncident(
  database: Database,
  incident: Incident,
  entries: readonly OutboxEntry[],
  now: Instant,
  change: AuditedChange | null = null,
): Promise<boolean> {
  return database.transaction().execute(async transaction => {
    if (!(await writeRevision(transaction, incident))) return false;
    for (const entry of entries) await enqueue(transaction, entry, now);
    if (change) await recordAudit(transaction, { at: change.at, who: change.by, what: change.what });
    return true;
  });
}

async function writeRevision(transaction: Transaction<Schema>, incident: Incident): Promise<boolean> {
  const { id, revision } = incident;
  const values = {
    state: incident.state,
    level: incident.level,
    ended_at: incident.endedAt?.toISOString() ?? null,
    ended_because: incident.endedBecause,
    acknowledged_by: incident.acknowledgedBy,
    snoozed_by: incident.snoozedBy,
    snoozed_until: incident.snoozedUntil?.toISOString() ?? null,
    facts: incident.facts,
    revision: revision + 1,
  };
  if (revision > 0) {
    const { numUpdatedRows } = await transaction
      .updateTable('incident')
      .set(values)
      .where('id', '=', id)
      .where('revision', '=', BigInt(revision))
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('incident')
    .values({
      id,
      watch: incident.watch,
      watch_version: incident.watchVersion,
      subject: incident.subject,
      ordinal: incident.ordinal,
      channel_id: incident.channelId,
      set_up_by: incident.setUpBy,
      began_at: incident.beganAt.toISOString(),
      ...values,
    })
    .onConflict(conflict => conflict.columns(['watch', 'subject', 'ordinal']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

function incidentOf(row: Selectable<Schema['incident']>): Incident {
  return {
    id: row.id,
    watch: row.watch,
    watchVersion: Number(row.watch_version),
    subject: row.subject,
    ordinal: Number(row.ordinal),
    channelId: row.channel_id,
    setUpBy: row.set_up_by,
    state: storedName(incidentStates, row.state, 'A stored incident is'),
    level: Number(row.level),
    beganAt: new Date(row.began_at),
    endedAt: momentOf(row.ended_at),
    endedBecause: row.ended_because,
    acknowledgedBy: row.acknowledged_by,
    snoozedBy: row.snoozed_by,
    snoozedUntil: momentOf(row.snoozed_until),
    facts: row.facts,
    revision: Number(row.revision),
  };
}

function momentOf(iso: string | null): Instant | null {
  return iso === null ? null : new Date(iso);
}
