import SqliteDatabase from 'better-sqlite3';
import { StoreError, type StoreErrorCode } from './store-error.ts';

interface Advice {
  readonly code: StoreErrorCode;
  readonly words: string;
}

/** By SQLite's result code, without its extension: `SQLITE_IOERR` stands for `SQLITE_IOERR_WRITE` too. */
const advice: Readonly<Record<string, Advice>> = {
  SQLITE_FULL: {
    code: 'store_full',
    words: 'The disk is full. Make room where it lies; what was collected so far is kept, and the next collection goes on.',
  },
  SQLITE_BUSY: {
    code: 'store_locked',
    words: 'Another program holds it. Stop the other spendbot, or whatever has the file open, then start again.',
  },
  SQLITE_LOCKED: { code: 'store_locked', words: 'Another program holds it. Stop the other spendbot, then start again.' },
  SQLITE_CORRUPT: { code: 'store_corrupt', words: 'The file is damaged. Restore a backup of it, or move it away and collect again.' },
  SQLITE_NOTADB: { code: 'store_corrupt', words: 'The file is no SQLite database. Check DATABASE_URL, restore a backup, or move it away.' },
  SQLITE_READONLY: {
    code: 'store_read_only',
    words: 'It may not be written to. Let the user that runs spendbot write to the file and its folder.',
  },
  SQLITE_CANTOPEN: {
    code: 'store_unusable',
    words: 'It cannot be opened. Check the path in DATABASE_URL and that its folder may be written to.',
  },
  SQLITE_IOERR: { code: 'store_unusable', words: 'The disk cannot be read or written. Check the disk and its free space.' },
};

/** What SQLite failed with, in words that say what to do; any other error as it is. */
export function sqliteFailure(error: unknown, file: string): unknown {
  if (!(error instanceof SqliteDatabase.SqliteError)) return error;
  const known = Object.entries(advice).find(([code]) => error.code === code || error.code.startsWith(`${code}_`))?.[1];
  if (known === undefined) return error;
  return new StoreError(known.code, `The database ${file} cannot be used (${error.message}). ${known.words}`, error);
}
