import { ascending } from '#core/ascending.ts';
import type { Instant } from '#core/time/day.ts';
import type { Named, Names } from '#core/usage/team-names.ts';
import type { Database } from '../database/open.ts';
import { daysVersionOf, type SourceState, sourceStates } from './source-states.ts';

/** The dimensions that have names. A model's name is its id. */
const namedDimensions = ['user', 'project', 'key'] as const;
type NamedDimension = (typeof namedDimensions)[number];

/** Stores the names of a source's users, projects and keys. A name that is no longer reported stays, because old days still show it. */
export async function saveNames(
  database: Database,
  source: string,
  names: Pick<Names, 'users' | 'projects' | 'keys'>,
  fetchedAt: Instant,
): Promise<void> {
  const named = { user: names.users, project: names.projects, key: names.keys };
  await database.transaction().execute(async transaction => {
    for (const dimension of namedDimensions) {
      for (const { id, name, email } of named[dimension]) {
        await transaction
          .insertInto('name')
          .values({ source, dimension, id, name, email })
          .onConflict(conflict => conflict.columns(['source', 'dimension', 'id']).doUpdateSet({ name, email }))
          .execute();
      }
    }
    await transaction.updateTable('source_state').set({ names_fetched_at: fetchedAt.toISOString() }).where('source', '=', source).execute();
  });
  lastRead.delete(database);
}

/** The names as last read, and the database state they were read at. */
const lastRead = new WeakMap<Database, { readonly versions: string; readonly counts: string; readonly names: Names }>();

/** What every question starts from. */
export interface Known {
  readonly names: Names;
  readonly states: readonly SourceState[];
}

/** Everything a question can name, and the state of each source. */
export async function readKnown(database: Database): Promise<Known> {
  const states = await sourceStates(database);
  const versions = JSON.stringify([daysVersionOf(states), states.map(({ namesFetchedAt }) => namesFetchedAt)]);
  const last = lastRead.get(database);
  if (last?.versions === versions) return { names: last.names, states };
  // Ids are never forgotten, and most days add none.
  const counts = await countNamed(database, states);
  const names = last?.counts === counts ? last.names : await readAnew(database, states);
  lastRead.set(database, { versions, counts, names });
  return { names, states };
}

/** Everything a question can name, sorted by id. Cached until an id or name is added, since reading thousands of names takes long. */
export async function readNames(database: Database): Promise<Names> {
  return (await readKnown(database)).names;
}

/** Changes whenever names do, because a source's names are all written at once. */
async function countNamed(database: Database, states: readonly SourceState[]): Promise<string> {
  const row = await database
    .selectNoFrom(({ selectFrom }) => [
      selectFrom('seen')
        .select(({ fn }) => fn.countAll<bigint>().as('count'))
        .as('seen'),
      selectFrom('name')
        .select(({ fn }) => fn.countAll<bigint>().as('count'))
        .as('named'),
    ])
    .executeTakeFirstOrThrow();
  const fetched = states.map(({ source, namesFetchedAt }) => [source, namesFetchedAt]);
  return JSON.stringify([String(row.seen), String(row.named), fetched]);
}

async function readAnew(database: Database, states: readonly SourceState[]): Promise<Names> {
  const seen = await database.selectFrom('seen').select(['dimension', 'id']).execute();
  const called = await database.selectFrom('name').select(['dimension', 'id', 'name', 'email']).execute();
  const named = (dimension: NamedDimension): Named[] => {
    const byId = new Map<string, Named>();
    for (const row of seen) if (row.dimension === dimension) byId.set(row.id, { id: row.id, name: null, email: null });
    for (const row of called) if (row.dimension === dimension) byId.set(row.id, { id: row.id, name: row.name, email: row.email });
    return [...byId.values()].sort((a, b) => ascending(a.id, b.id));
  };
  return {
    models: [...new Set(seen.filter(row => row.dimension === 'model').map(row => row.id))].sort(ascending),
    users: named('user'),
    projects: named('project'),
    keys: named('key'),
    sources: states.map(({ source }) => source),
  };
}
