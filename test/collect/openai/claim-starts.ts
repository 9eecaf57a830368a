import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { claimRequestStart } from '#collect/openai/shared-starts.ts';
import { openDatabase } from '#data/database/open.ts';

/** Runs in its own process: claims a number of starts as fast as it may, and prints each one's time in Unix milliseconds. */
const [url = '', limit = '', heldMs = '', count = ''] = process.argv.slice(2);
const database = await openDatabase(url);
const starts: number[] = [];
while (starts.length < Number(count)) {
  const at = new Date();
  const again = await claimRequestStart(database, { source: 'a', id: randomUUID(), at, limit: Number(limit), heldMs: Number(heldMs) });
  if (again === null) starts.push(at.getTime());
  else await sleep(Math.max(again.getTime() - Date.now(), 1));
}
await database.destroy();
process.stdout.write(JSON.stringify(starts));
