import { randomUUID } from 'node:crypto';
import type { Organization } from '#core/usage/organization.ts';
import type { Database } from '../database/open.ts';

/** Records the organization that a source's key belongs to, in place of the one known before. Writes nothing if it's the same. */
export async function saveOrganization(database: Database, source: string, { id, name }: Organization): Promise<void> {
  const known = (await storedOrganizations(database)).get(source);
  // One that rows name is known better than one of a header alone.
  if ((known?.id === id && known.name === name) || (name === null && typeof known?.name === 'string')) return;
  await database.transaction().execute(async transaction => {
    const ofSource = transaction.deleteFrom('name').where('source', '=', source).where('dimension', '=', organizations);
    await ofSource.where('id', '<>', id).execute();
    await transaction
      .insertInto('name')
      .values({ source, dimension: organizations, id, name, email: null })
      .onConflict(conflict => conflict.columns(['source', 'dimension', 'id']).doUpdateSet({ name }))
      .execute();
  });
}

/** The organization of each source, as far as OpenAI has named it. */
export async function storedOrganizations(database: Database): Promise<ReadonlyMap<string, Organization>> {
  const rows = await database.selectFrom('name').where('dimension', '=', organizations).select(['source', 'id', 'name']).execute();
  return new Map(rows.map(({ source, id, name }) => [source, { id, name }]));
}

/** A random id for the account that a source bills to, for organizations that OpenAI doesn't name. Made once, and copied with the data. */
export async function accountIdOf(database: Database, source: string): Promise<string> {
  const key = { source, dimension: accounts, id: '' };
  await database
    .insertInto('name')
    .values({ ...key, name: randomUUID(), email: null })
    .onConflict(conflict => conflict.columns(['source', 'dimension', 'id']).doNothing())
    .execute();
  const ofSource = database.selectFrom('name').where('source', '=', source).where('dimension', '=', accounts);
  return (await ofSource.select('name').executeTakeFirstOrThrow()).name ?? '';
}

const organizations = 'organization';
const accounts = 'account';
