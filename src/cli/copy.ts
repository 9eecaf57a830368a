import { existsSync } from 'node:fs';
import { SingleBar } from 'cli-progress';
import { type ExitCode, exitCodes } from '../exit.ts';
import { readAddress, shownAddress } from '../store/address.ts';
import { copyDatabase } from '../store/copy.ts';
import { openDatabase } from '../store/database.ts';

/** Copies the database at `from` into the empty one at `to`, or goes on with a copy that was cut off. Says what was copied. */
export async function copyCommand(from: string, to: string): Promise<ExitCode> {
  const source = readAddress(from);
  const target = readAddress(to);
  const [copiedFrom, copiedTo] = [shownAddress(source), shownAddress(target)];
  if (copiedFrom === copiedTo) return wrongUsage(`--from and --to are both ${copiedTo}.`);
  // To open a file that is not there would make it.
  if (source.kind === 'sqlite' && !existsSync(source.file)) return wrongUsage(`--from: there is no file ${source.file}.`);
  const there = await openDatabase(from);
  try {
    const here = await openDatabase(to, { isCopyTarget: true });
    const bar = new SingleBar({ format: 'copying {table}: {value} rows', hideCursor: true, stream: process.stderr });
    try {
      bar.start(0, 0, { table: '' });
      const tables = await copyDatabase(there, here, { copiedFrom, onRows: (table, rows) => bar.increment(rows, { table }) });
      bar.stop();
      for (const { name, rows } of tables) process.stdout.write(`${name}: ${rows.toLocaleString('en-US')} rows\n`);
      process.stdout.write(`Copied ${copiedFrom} to ${copiedTo}; rows and sums are the same. Set DATABASE_URL to the new address.\n`);
      return exitCodes.done;
    } finally {
      bar.stop();
      await here.destroy();
    }
  } finally {
    await there.destroy();
  }
}

function wrongUsage(problem: string): ExitCode {
  process.stderr.write(`error: ${problem}\n`);
  return exitCodes.usage;
}
