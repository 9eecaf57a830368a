import { describe, expect, it } from 'vitest';
import { openDatabase } from '#data/database/open.ts';
import { saveActiveSources } from '#data/ledger/source-states.ts';
import { readNames, saveNames } from '#data/ledger/stored-names.ts';
import { testDatabaseUrl } from '../../support/database.ts';
import { givenUsage } from '../../support/day-builder.ts';

const at = new Date('2026-11-22T12:00:00Z');
const called = (name: string) => ({ users: [{ id: 'user-1', name, email: null }], projects: [], keys: [] });

describe('names that were read before', () => {
  it('are those of now, whoever has written since: this process, also at the same moment, or another', async () => {
    const url = await testDatabaseUrl();
    const [database, another] = [await openDatabase(url), await openDatabase(url)];
    await saveActiveSources(database, [{ id: 'admin', kind: 'admin' }]);
    const userNames = async () => (await readNames(database)).users.map(({ name }) => name);
    expect(await userNames()).toEqual([]);
    await saveNames(database, 'admin', called('Ada'), at);
    expect(await userNames()).toEqual(['Ada']);
    await saveNames(database, 'admin', called('Ada Lovelace'), at);
    expect(await userNames()).toEqual(['Ada Lovelace']);
    await saveNames(another, 'admin', called('Countess'), new Date(at.getTime() + 1));
    expect(await userNames()).toEqual(['Countess']);
    await givenUsage(another, 'admin', '2026-11-21', [{ model: 'o3', usd: '1' }]);
    expect((await readNames(database)).models).toEqual(['o3']);
    expect(await readNames(database)).toBe(await readNames(database));
    await Promise.all([database.destroy(), another.destroy()]);
  });
});
