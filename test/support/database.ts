import { onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';

/** A database of its own for one test, in memory. */
export async function testDatabase(): Promise<Database> {
  const database = await openDatabase('file::memory:');
  onTestFinished(() => database.destroy());
  return database;
}
