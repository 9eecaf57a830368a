import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '#data/database/open.ts';

/** What a process has claimed: a source, a job's slot or a message. */
export interface Held {
  readonly what: 'a source' | 'a slot' | 'a message';
  readonly name: string;
  readonly holder: string;
}

/** Everything currently claimed, by anyone. */
export async function allHeld(database: Database): Promise<Held[]> {
  const sources = await database.selectFrom('collection_lease').where('holder', '<>', '').select(['source', 'holder']).execute();
  const slots = await database.selectFrom('job_slot').where('state', '=', 'claimed').select(['job', 'slot', 'holder']).execute();
  const messages = await database.selectFrom('outbox').where('state', '=', 'claimed').select(['key', 'holder']).execute();
  return [
    ...sources.map(({ source, holder }) => ({ what: 'a source', name: source, holder }) as const),
    ...slots.map(({ job, slot, holder }) => ({ what: 'a slot', name: `${job} ${slot}`, holder }) as const),
    ...messages.map(({ key, holder }) => ({ what: 'a message', name: key, holder: holder ?? '' }) as const),
  ];
}

export function heldBy(held: readonly Held[], pid: number): Held[] {
  return held.filter(({ holder }) => holder.split('/')[1] === String(pid));
}

/**
 * Makes sources that a process held look as if it ran on another machine, where nobody can tell that it is gone. Then its claims have to
 * run out, as claims on slots and messages always do.
 */
export async function asOfAnotherMachine(database: Database, held: readonly Held[]): Promise<Held[]> {
  const moved: Held[] = [];
  for (const one of held) {
    const holder = one.what === 'a source' ? `another-machine/${one.holder.split('/').slice(1).join('/')}` : one.holder;
    if (holder !== one.holder) await database.updateTable('collection_lease').set({ holder }).where('holder', '=', one.holder).execute();
    moved.push({ ...one, holder });
  }
  return moved;
}

/** Resolves when none of `held` has the same holder anymore: someone else has it, or it is done. */
export async function untilTakenOver(database: Database, held: readonly Held[], everyMs: number): Promise<void> {
  const isOld = (one: Held) => held.some(({ name, holder }) => name === one.name && holder === one.holder);
  while ((await allHeld(database)).some(isOld)) await sleep(everyMs);
}
