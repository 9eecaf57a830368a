import { describe, expect, it } from 'vitest';
import type { Database } from '#data/database/open.ts';
import { beginHandingOver, claimEntry, entryEnded, entryPosted, entryToRetry, holdChannel } from '#delivery/outbox/claims-store.ts';
import { enqueue, type OutboxEntry, outboxBacklog, supersede, unsentEntries } from '#delivery/outbox/outbox-store.ts';
import { testDatabase } from '../../support/database.ts';

const at = (time: string) => new Date(`2026-11-22T${time}Z`);
const lease = { leaseMs: 60_000 };
const a = { ...lease, holder: 'a' };
const b = { ...lease, holder: 'b' };

function entry(key: string, fields: Partial<OutboxEntry> = {}): OutboxEntry {
  return { key, channelId: 'C1', about: null, operation: 'post', setUpBy: 'U1', view: '{}', ...fields };
}

async function write(database: Database, ...entries: readonly OutboxEntry[]): Promise<boolean[]> {
  return database.transaction().execute(async transaction => {
    const written: boolean[] = [];
    for (const one of entries) written.push(await enqueue(transaction, one, at('09:00:00')));
    return written;
  });
}

const end = (database: Database, key: string, holder: string, state: 'refused' | 'uncertain') =>
  database.transaction().execute(transaction => entryEnded(transaction, key, holder, { state, failure: 'is_archived' }));

const keyClaimed = async (database: Database, claim: typeof a, time: string) =>
  (await claimEntry(database, { ...claim, now: at(time) }))?.key ?? null;

describe('an entry', () => {
  it('is written once for ever, also after it was posted', async () => {
    const database = await testDatabase();
    expect(await write(database, entry('one'), entry('one'))).toEqual([true, false]);
    await claimEntry(database, { ...a, now: at('09:00:01') });
    await entryPosted(database, 'one', { ts: '1.2', threadTs: null, now: at('09:00:02') });
    expect(await write(database, entry('one'))).toEqual([false]);
    expect(await keyClaimed(database, b, '12:00:00')).toBeNull();
  });

  it('is not there when the transaction that wrote it fails', async () => {
    const database = await testDatabase();
    const failing = database.transaction().execute(async transaction => {
      await enqueue(transaction, entry('one'), at('09:00:00'));
      throw new Error('the state could not be saved');
    });
    await expect(failing).rejects.toThrow('the state could not be saved');
    expect(await keyClaimed(database, a, '09:00:01')).toBeNull();
  });

  it('is claimed in the order of writing, one of a channel at a time', async () => {
    const database = await testDatabase();
    await write(database, entry('first'), entry('second'), entry('elsewhere', { channelId: 'C2' }));
    expect(await keyClaimed(database, a, '09:00:01')).toBe('first');
    expect(await keyClaimed(database, b, '09:00:01')).toBe('elsewhere');
    expect(await keyClaimed(database, b, '09:00:01')).toBeNull();
    await entryPosted(database, 'first', { ts: '1.1', threadTs: null, now: at('09:00:02') });
    expect(await keyClaimed(database, b, '09:00:02')).toBe('second');
  });

  it('that becomes free while another claims is not passed by what is newer', async () => {
    const database = await testDatabase();
    await write(database, entry('first'), entry('second'), entry('third'));
    expect(await keyClaimed(database, a, '09:00:01')).toBe('first');
    const tries: bigint[] = [];
    const meanwhile = database.withPlugin({
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        if (result.numAffectedRows !== undefined) tries.push(result.numAffectedRows);
        // The first update supersedes; the second tries to claim "second", which is too early.
        if (tries.length === 2) await entryPosted(database, 'first', { ts: '1.1', threadTs: null, now: at('09:00:02') });
        return result;
      },
    });
    expect(await keyClaimed(meanwhile, b, '09:00:02')).toBeNull();
    expect(tries).toEqual([0n, 0n]);
    expect(await keyClaimed(database, b, '09:00:02')).toBe('second');
  });

  it('whose holder died is taken over, and says that Slack may have it', async () => {
    const database = await testDatabase();
    await write(database, entry('one'));
    await claimEntry(database, { ...a, now: at('09:00:00') });
    expect(await beginHandingOver(database, 'one', { ...a, now: at('09:00:10') })).toBe(true);
    expect(await keyClaimed(database, b, '09:01:09')).toBeNull();
    const taken = await claimEntry(database, { ...b, now: at('09:01:10') });
    expect(taken).toMatchObject({ key: 'one', handedOverAt: at('09:00:10'), createdAt: at('09:00:00') });
    expect(await beginHandingOver(database, 'one', { ...a, now: at('09:01:11') })).toBe(false);
    expect(await end(database, 'one', 'a', 'refused')).toBe(false);
  });

  it('about another waits until that one is settled, and knows where it is', async () => {
    const database = await testDatabase();
    await write(database, entry('root'), entry('reply', { about: 'root', operation: 'reply', channelId: 'C1' }));
    await claimEntry(database, { ...a, now: at('09:00:01') });
    expect(await keyClaimed(database, b, '09:00:01')).toBeNull();
    await entryPosted(database, 'root', { ts: '1.1', threadTs: null, now: at('09:00:02') });
    expect(await claimEntry(database, { ...b, now: at('09:00:03') })).toMatchObject({
      key: 'reply',
      aboutMessage: { state: 'posted', ts: '1.1', threadTs: null },
    });
  });

  it('that updates a message gives way to a newer update', async () => {
    const database = await testDatabase();
    await write(
      database,
      entry('root'),
      entry('u1', { about: 'root', operation: 'update' }),
      entry('u2', { about: 'root', operation: 'update' }),
    );
    await claimEntry(database, { ...a, now: at('09:00:01') });
    await entryPosted(database, 'root', { ts: '1.1', threadTs: null, now: at('09:00:02') });
    expect(await keyClaimed(database, a, '09:00:03')).toBe('u2');
    await entryPosted(database, 'u2', { ts: '1.1', threadTs: null, now: at('09:00:04') });
    expect(await keyClaimed(database, a, '09:00:05')).toBeNull();
  });

  it('that failed waits for its next try, unless the clock went back', async () => {
    const database = await testDatabase();
    await write(database, entry('one'));
    await claimEntry(database, { ...a, now: at('09:00:01') });
    await beginHandingOver(database, 'one', { ...a, now: at('09:00:01') });
    await entryToRetry(database, 'one', 'a', { failure: 'cut off', failedTries: 1, nextTryAt: at('09:05:00'), isUnsure: true });
    expect(await keyClaimed(database, a, '09:04:59')).toBeNull();
    expect(await claimEntry(database, { ...a, now: at('08:00:00') })).toMatchObject({ failedTries: 1, handedOverAt: at('09:00:01') });
    await entryToRetry(database, 'one', 'a', { failure: 'ratelimited', failedTries: 1, nextTryAt: at('09:00:00'), isUnsure: false });
    expect(await claimEntry(database, { ...a, now: at('09:00:00') })).toMatchObject({ handedOverAt: null });
  });

  it('is held back with its whole channel', async () => {
    const database = await testDatabase();
    await write(database, entry('one'), entry('two', { channelId: 'C2' }));
    await holdChannel(database, 'C1', at('09:01:00'));
    expect(await keyClaimed(database, a, '09:00:30')).toBe('two');
    expect(await keyClaimed(database, a, '09:00:30')).toBeNull();
    expect(await keyClaimed(database, a, '09:01:00')).toBe('one');
  });

  it('that is pointless by now is given up, unless Slack may have it', async () => {
    const database = await testDatabase();
    await write(database, entry('monday'), entry('tuesday', { channelId: 'C2' }));
    const giveUp = (key: string) => database.transaction().execute(transaction => supersede(transaction, key));
    await giveUp('monday');
    expect(await keyClaimed(database, a, '09:00:01')).toBe('tuesday');
    await beginHandingOver(database, 'tuesday', { ...a, now: at('09:00:01') });
    await entryToRetry(database, 'tuesday', 'a', { failure: 'cut off', failedTries: 1, nextTryAt: at('09:00:02'), isUnsure: true });
    await giveUp('tuesday');
    expect(await keyClaimed(database, a, '09:00:02')).toBe('tuesday');
    expect(await keyClaimed(database, a, '09:00:02')).toBeNull();
  });
});

describe('what is not in Slack', () => {
  it('is listed: what waits, and for a while what was refused or is uncertain', async () => {
    const database = await testDatabase();
    await write(database, entry('waits'), entry('gone', { channelId: 'C2' }), entry('unsure', { channelId: 'C3' }));
    for (let claims = 0; claims < 3; claims += 1) await claimEntry(database, { ...a, now: at('09:00:01') });
    await entryToRetry(database, 'waits', 'a', { failure: 'cut off', failedTries: 1, nextTryAt: at('09:05:00'), isUnsure: true });
    await end(database, 'gone', 'a', 'refused');
    await end(database, 'unsure', 'a', 'uncertain');
    const listed = async (since: string) =>
      (await unsentEntries(database, at(since).toISOString())).map(({ key, state }) => `${key} ${state}`);
    expect(await listed('08:00:00')).toEqual(['waits waiting', 'gone refused', 'unsure uncertain']);
    expect(await listed('10:00:00')).toEqual(['waits waiting']);
  });
});

describe('the backlog', () => {
  it('is what waits or is being sent, with when the oldest of it was written', async () => {
    const database = await testDatabase();
    expect(await outboxBacklog(database)).toEqual({ messages: 0, oldestCreatedAt: null });
    await write(database, entry('posted'), entry('refused', { channelId: 'C2' }));
    await claimEntry(database, { ...a, now: at('09:00:01') });
    await entryPosted(database, 'posted', { ts: '1.1', threadTs: null, now: at('09:00:02') });
    await claimEntry(database, { ...a, now: at('09:00:03') });
    await end(database, 'refused', 'a', 'refused');
    expect(await outboxBacklog(database)).toEqual({ messages: 0, oldestCreatedAt: null });
    await database.transaction().execute(transaction => enqueue(transaction, entry('waiting'), at('10:00:00')));
    await database.transaction().execute(transaction => enqueue(transaction, entry('sent', { channelId: 'C3' }), at('09:30:00')));
    await claimEntry(database, { ...a, now: at('10:00:01') });
    expect(await outboxBacklog(database)).toEqual({ messages: 2, oldestCreatedAt: at('09:30:00').toISOString() });
  });
});
