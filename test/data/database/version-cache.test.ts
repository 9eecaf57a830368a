import { describe, expect, it } from 'vitest';
import type { Database } from '#data/database/open.ts';
import { remembered } from '#data/database/version-cache.ts';
import { testDatabase } from '../../support/database.ts';

function rememberedNames() {
  type Read = { readonly database: Database; readonly daysVersion: string };
  return remembered(
    (_read: Read, key: string, _work: () => Promise<string[]>) => key,
    (_read, _key, work) => work(),
  );
}

describe('what is remembered', () => {
  it('is worked out once for a key, a version and a database', async () => {
    const [database, another] = [await testDatabase(), await testDatabase()];
    const names = rememberedNames();
    const worked: string[][] = [];
    const work = (name: string) => async () => {
      worked.push([name]);
      return [name];
    };
    const first = await names({ database, daysVersion: '1' }, 'a', work('first'));
    expect(await names({ database, daysVersion: '1' }, 'a', work('again'))).toBe(first);
    expect(await names({ database, daysVersion: '1' }, 'b', work('key'))).toEqual(['key']);
    expect(await names({ database: another, daysVersion: '1' }, 'a', work('database'))).toEqual(['database']);
    expect(await names({ database, daysVersion: '2' }, 'a', work('version'))).toEqual(['version']);
    expect(worked).toEqual([['first'], ['key'], ['database'], ['version']]);
  });

  it('is worked out again where the work failed', async () => {
    const database = await testDatabase();
    const names = rememberedNames();
    await expect(names({ database, daysVersion: '1' }, 'a', () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
    expect(await names({ database, daysVersion: '1' }, 'a', () => Promise.resolve(['found']))).toEqual(['found']);
  });

  it('is not kept under a version that came while it was worked out', async () => {
    const database = await testDatabase();
    const names = rememberedNames();
    await names({ database, daysVersion: '1' }, 'a', async () => {
      await names({ database, daysVersion: '2' }, 'b', () => Promise.resolve(['newer']));
      return ['older'];
    });
    expect(await names({ database, daysVersion: '2' }, 'a', () => Promise.resolve(['newer']))).toEqual(['newer']);
  });
});
