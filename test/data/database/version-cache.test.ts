import { describe, expect, it } from 'vitest';
import { Remembered } from '#data/database/version-cache.ts';
import { testDatabase } from '../../support/database.ts';

describe('what is remembered', () => {
  it('is worked out once for a key, a version and a database', async () => {
    const [database, another] = [await testDatabase(), await testDatabase()];
    const remembered = new Remembered<string[]>();
    const worked: string[][] = [];
    const work = (name: string) => async () => {
      worked.push([name]);
      return [name];
    };
    const first = await remembered.at(database, '1', 'a', work('first'));
    expect(await remembered.at(database, '1', 'a', work('again'))).toBe(first);
    expect(await remembered.at(database, '1', 'b', work('key'))).toEqual(['key']);
    expect(await remembered.at(another, '1', 'a', work('database'))).toEqual(['database']);
    expect(await remembered.at(database, '2', 'a', work('version'))).toEqual(['version']);
    expect(worked).toEqual([['first'], ['key'], ['database'], ['version']]);
  });

  it('is worked out again where the work failed', async () => {
    const database = await testDatabase();
    const remembered = new Remembered<string[]>();
    await expect(remembered.at(database, '1', 'a', () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
    expect(await remembered.at(database, '1', 'a', () => Promise.resolve(['found']))).toEqual(['found']);
  });

  it('is not kept under a version that came while it was worked out', async () => {
    const database = await testDatabase();
    const remembered = new Remembered<string[]>();
    await remembered.at(database, '1', 'a', async () => {
      await remembered.at(database, '2', 'b', () => Promise.resolve(['newer']));
      return ['older'];
    });
    expect(await remembered.at(database, '2', 'a', () => Promise.resolve(['newer']))).toEqual(['newer']);
  });
});
