import { sql } from 'kysely';
import { addDays, type Day, daysFrom } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import { checkTotals } from '#data/ledger/totals-against-rows.ts';
import { spendOf } from '#features/answers/answer.ts';
import { onDatabase } from '../../../support/database-copies.ts';
import { testParts } from '../../../support/parts.ts';
import type { ChaosWorld } from './chaos-world.ts';

/** All that the week's collections can have read: 35 days before it, and its seven. */
export const readDays: readonly Day[] = daysFrom('2026-10-12', 42);

/** What is in the database and in Slack once all is over. */
export interface WeekOutcome {
  /** The bill of each of {@link readDays} as `/spend` gives it, in nano-dollars. */
  readonly spend: Readonly<Record<Day, bigint | null>>;
  /** Every stored row of those days, sorted, by table. */
  readonly rows: Readonly<Record<string, readonly string[]>>;
  readonly areTotalsRight: boolean;
  /** The keys of spendbot's own messages in Slack, as often as they are there. */
  readonly keysInSlack: readonly string[];
  /** The keys of messages that were posted, by the database. */
  readonly keysPosted: readonly string[];
  /** Messages that were neither posted nor made pointless by later ones. */
  readonly unsent: readonly string[];
  /** What alerts were about: `budget:1 2026-11-01`. */
  readonly alertSubjects: readonly string[];
  /** What people were told who may not ask, and what a channel saw that they read. */
  readonly toldOutsiders: readonly string[];
}

/** Ends the bot to look. */
export async function outcomeOf(world: ChaosWorld): Promise<WeekOutcome> {
  await world.bot.end('SIGTERM');
  return onDatabase(world.databaseUrl, async database => {
    const sent = await database.selectFrom('outbox').select(['key', 'state', 'operation', 'failure']).execute();
    const { wrongDays, wrongLongSpans } = await checkTotals(database, () => undefined);
    const incidents = await database.selectFrom('incident').select(['watch', 'subject']).execute();
    return {
      spend: await spendByDay(database, world),
      rows: await storedRows(database),
      areTotalsRight: wrongDays.length === 0 && wrongLongSpans === 0,
      keysInSlack: world.slack.workspace.channels.flatMap(({ id }) => keysIn(world, id)).sort(),
      keysPosted: sent.flatMap(({ key, state, operation }) => (state === 'posted' && operation !== 'update' ? [key] : [])).sort(),
      unsent: sent.flatMap(({ key, state, failure }) => (['posted', 'superseded'].includes(state) ? [] : [`${key} ${state}: ${failure}`])),
      alertSubjects: [...new Set(incidents.map(({ watch, subject }) => `${watch} ${subject}`))].sort(),
      toldOutsiders: [...new Set(messagesToOutsiders(world))],
    };
  });
}

function messagesToOutsiders({ slack: { workspace } }: ChaosWorld): string[] {
  const isRead = ({ id, name }: { id: string; name: string }) => name === 'shared' || id === 'D0EVE' || id === 'D0GUEST';
  const outsiders = ['U0EVE', 'U0GUEST'];
  return workspace.channels.flatMap(channel =>
    workspace
      .messages(channel.id)
      .filter(({ author }) => author === 'U0SPENDBOT')
      .filter(({ visibleTo }) => (visibleTo === null ? isRead(channel) : outsiders.includes(visibleTo)))
      .map(({ text }) => text),
  );
}

function keysIn({ slack }: ChaosWorld, channel: string): string[] {
  return slack.workspace.messages(channel).flatMap(({ metadata }) => Object(metadata?.event_payload).key ?? []);
}

async function spendByDay(database: Database, { now }: ChaosWorld): Promise<Record<Day, bigint | null>> {
  const parts = testParts(database);
  const spend: Record<Day, bigint | null> = {};
  for (const day of readDays) {
    const { total } = await spendOf(parts, { from: day, to: addDays(day, 1), calendar: null }, [], now());
    spend[day] = total.costNanoUsd;
  }
  return spend;
}

/** Without times, which differ between two runs. */
async function storedRows(database: Database): Promise<Record<string, string[]>> {
  const content: Record<string, string[]> = {};
  const [first, last] = [readDays[0], readDays.at(-1)];
  for (const table of ['usage_row', 'billed_row', 'collected_day', 'not_understood']) {
    const { rows } = await sql<Record<string, unknown>>`
      select * from ${sql.table(table)} where day between ${first} and ${last}
    `.execute(database);
    content[table] = rows.map(withoutTimes).sort();
  }
  return content;
}

function withoutTimes(row: Record<string, unknown>): string {
  const kept = Object.entries(row).filter(([column]) => !column.endsWith('_at'));
  return JSON.stringify(kept, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}
