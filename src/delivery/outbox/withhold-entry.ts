import { createHash } from 'node:crypto';
import { toJson } from '#core/bigint-json.ts';
import type { Clock } from '#core/time/day.ts';
import type { Database } from '#data/database/open.ts';
import type { Logger } from '#log.ts';
import type { NoteView } from '#show/plain-views.ts';
import { type ClaimedEntry, entryEnded } from './claims-store.ts';
import { enqueue } from './outbox-store.ts';

interface Withholding {
  readonly database: Database;
  readonly clock: Clock;
  readonly holder: string;
  readonly logger: Logger;
}

/** Drops an entry that may not be posted any more, and tells whoever set it up: once for each thing, not each time. */
export async function withholdEntry(
  { database, clock, holder, logger }: Withholding,
  entry: ClaimedEntry,
  withheld: string,
): Promise<void> {
  const { key, channelId, setUpBy } = entry;
  const failure = 'figures of single people and keys are for admins';
  // The status shows keys to everyone, so this one does not name what it is about.
  const about = createHash('sha256').update(`${channelId} ${withheld}`).digest('hex').slice(0, 32);
  const note: NoteView = {
    kind: 'note',
    what: `spendbot no longer posts this, because ${failure}: ${withheld}.`,
    channelId,
    whatToDo: 'You get this once, because you set it up. Choose a project or model instead, or remove it.',
  };
  await database.transaction().execute(async transaction => {
    const isMine = await entryEnded(transaction, key, holder, { state: 'superseded', failure });
    if (!isMine || setUpBy === null) return;
    const to = { key: `withheld:${about}`, channelId: setUpBy, about: null, operation: 'post', setUpBy: null } as const;
    await enqueue(transaction, { ...to, view: toJson(note) }, clock());
  });
  logger.info({ key, channelId }, 'A message about a single person or key was not posted: their figures are for admins');
}
