import { setImmediate as immediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createCollections } from '#collect/collections.ts';
import { openSource } from '#collect/openai/open-source.ts';
import { createPriceBook } from '#core/prices/price-book.ts';
import type { Database } from '#data/database/open.ts';
import { countStatements } from '../support/count-statements.ts';
import { testDatabase } from '../support/database.ts';
import { silentLogger } from '../support/silent-logger.ts';

const start = new Date('2026-11-22T12:00:00Z');
const period = { from: '2026-10-23', to: '2026-11-23' };
const members = ['user-a', 'user-b', 'user-c'];
const clock = () => new Date();

let statements: { underWay(): number };
beforeEach(() => {
  statements = countStatements();
});
beforeEach(() => void vi.useFakeTimers({ now: start, toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** An OpenAI that notes when each request arrived: after up to 800 ms on the way, as its answer after as much again. */
function countingServer(): { arrivals: number[]; fetch: typeof fetch } {
  const arrivals: number[] = [];
  const way = () => new Promise(resolve => setTimeout(resolve, (arrivals.length * 7919) % 800));
  return {
    arrivals,
    fetch: async address => {
      await way();
      arrivals.push(Date.now());
      const url = new URL(String(address));
      const body = url.pathname.endsWith('/users')
        ? { members: { data: members.map(id => ({ user: { id, name: id, email: null } })) } }
        : dayOf(url);
      await way();
      return Response.json(body);
    },
  };
}

function dayOf(url: URL): object {
  const row = {
    aggregation_timestamp: 1,
    n_requests: 1,
    operation: 'completion',
    snapshot_id: 'gpt-4o-2024-08-06',
    n_context_tokens_total: 5,
    n_generated_tokens_total: 1,
  };
  return { object: 'list', data: [{ ...row, user_id: url.searchParams.get('user_public_id') }] };
}

/** A process that collects with the key-only source: its own limiter, which knows of earlier requests from the database. */
async function startProcess(database: Database) {
  const config = {
    id: 'usage',
    kind: 'usage',
    apiKey: 'sk-test',
    organizationId: 'org-test',
    baseUrl: 'https://openai.test/v1',
    requestsPerMinute: 5,
  } as const;
  const sources = [openSource(config, database, clock, silentLogger)];
  const collections = createCollections({
    database,
    priceBook: async () => createPriceBook(),
    clock,
    logger: silentLogger,
    sources,
    settleDays: 3,
  });
  return collections;
}

/** Lets time pass; none while the PostgreSQL server, whose time is its own, has something to do. */
async function advanceUntil(isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await vi.advanceTimersByTimeAsync(50);
    do await immediate();
    while (statements.underWay() > 0);
  }
}

function mostInAnyMinute(arrivals: readonly number[]): number {
  return Math.max(...arrivals.map(first => arrivals.filter(at => at >= first && at < first + 60_000).length));
}

/** Requests in seconds, were five sent at once at the start of each minute. */
function idealSeconds(requests: number): number {
  return (Math.ceil(requests / 5) - 1) * 60;
}

describe('a backfill of 30 days and 3 members with a plain key', () => {
  it('never makes a sixth request in any 60 seconds, and takes at most 2% longer than five allow', async () => {
    const server = countingServer();
    vi.stubGlobal('fetch', server.fetch);
    const collections = await startProcess(await testDatabase());
    let isOver = false;
    const run = collections.run(period).finally(() => {
      isOver = true;
    });
    await advanceUntil(() => isOver);
    expect(await run).toEqual([{ source: 'usage', failures: [], stoppedBecause: null }]);
    // 31 days × 3 members, and the list of members once.
    expect(server.arrivals).toHaveLength(94);
    expect(mostInAnyMinute(server.arrivals)).toBe(5);
    expect((Date.now() - start.getTime()) / 1000).toBeLessThanOrEqual(idealSeconds(94) * 1.02);
  });

  it('holds to both also when it is stopped half-way and started again', async () => {
    const server = countingServer();
    vi.stubGlobal('fetch', server.fetch);
    const database = await testDatabase();
    const first = await startProcess(database);
    const stopped = first.run(period).catch((error: unknown) => error);
    await advanceUntil(() => server.arrivals.length >= 47);
    let isStopped = false;
    void first.stop().then(() => {
      isStopped = true;
    });
    await advanceUntil(() => isStopped);
    expect(await stopped).toBeInstanceOf(Error);
    const second = await startProcess(database);
    onTestFinished(() => second.stop());
    let isOver = false;
    const run = second.run(period).finally(() => {
      isOver = true;
    });
    await advanceUntil(() => isOver);
    expect(await run).toEqual([{ source: 'usage', failures: [], stoppedBecause: null }]);
    expect(mostInAnyMinute(server.arrivals)).toBe(5);
    // The members are asked for again; what was under way when it stopped had its answer.
    expect(server.arrivals.length).toBe(94 + 1);
    expect((Date.now() - start.getTime()) / 1000).toBeLessThanOrEqual(idealSeconds(94) * 1.02);
  });
});
