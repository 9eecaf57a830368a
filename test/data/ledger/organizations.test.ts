import { describe, expect, it } from 'vitest';
import { accountIdOf, saveOrganization, storedOrganizations } from '#data/ledger/organizations.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { testDatabase } from '../../support/database.ts';
import { givenSource } from '../../support/day-builder.ts';

const acme = { id: 'org-acme', name: 'Acme' };

describe('the organization of a source', () => {
  it('is the one that was named last, by rows rather than by a header', async () => {
    const database = await testDatabase();
    await saveOrganization(database, 'admin', { id: 'acme-inc', name: null });
    await saveOrganization(database, 'admin', { id: 'org-old', name: 'Old' });
    await saveOrganization(database, 'admin', acme);
    await saveOrganization(database, 'admin', { id: 'acme-inc', name: null });
    await saveOrganization(database, 'second', { id: 'org-old', name: null });
    expect(Object.fromEntries(await storedOrganizations(database))).toEqual({ admin: acme, second: { id: 'org-old', name: null } });
  });

  it('is no name that a question can use', async () => {
    const database = await testDatabase();
    await givenSource(database, 'admin');
    await saveOrganization(database, 'admin', acme);
    await accountIdOf(database, 'admin');
    expect(await readNames(database)).toEqual({ models: [], users: [], projects: [], keys: [], sources: ['admin'] });
  });
});

describe('the account of an organization that OpenAI does not name', () => {
  it('is the same each time, also when two ask at once, and another for each source', async () => {
    const database = await testDatabase();
    const ids = await Promise.all(['admin', 'admin', 'second'].map(source => accountIdOf(database, source)));
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(await accountIdOf(database, 'admin')).toBe(ids[0]);
  });

  it('is another in another database', async () => {
    const ids = [await accountIdOf(await testDatabase(), 'admin'), await accountIdOf(await testDatabase(), 'admin')];
    expect(new Set(ids).size).toBe(2);
  });
});
