import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRequestLimiter, type RequestLimiter } from '#collect/openai/request-limiter.ts';
import { noAbort } from '../support/openai-stand-in.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-22T12:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

const clock = () => new Date();
const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

function limiterOfFive(starts: Date[] = [], recentStarts: readonly Date[] = []): RequestLimiter {
  return createRequestLimiter({
    requestsPerMinute: 5,
    recentStarts,
    onStart: async start => {
      starts.push(start);
    },
    clock,
  });
}

/** A server that records when each request arrives: somewhere between its start and its reply, at most 900 ms after the start. */
function countingServer() {
  const arrivals: number[] = [];
  // A small generator with a fixed seed, for the same latencies in every run.
  let seed = 7;
  const chance = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  return {
    arrivals,
    answer: async () => {
      const wayMs = chance() * 800;
      await sleep(wayMs);
      arrivals.push(Date.now());
      await sleep(chance() * (800 - wayMs));
    },
  };
}

/** The most arrivals in any 60 seconds, including both ends. */
function mostInAMinute(arrivals: readonly number[]): number {
  return Math.max(...arrivals.map(from => arrivals.filter(at => at >= from && at <= from + 60_000).length));
}

async function inSimulatedTime<T>(work: Promise<T>): Promise<T> {
  let done = false;
  const noted = work.finally(() => {
    done = true;
  });
  while (!done) await vi.advanceTimersByTimeAsync(1_000);
  return noted;
}

test.each([1, 5, 20])(
  '94 requests, %i under way at once, restarted half-way: never a sixth in 60 s, and at most two percent slower',
  async concurrency => {
    const server = countingServer();
    const starts: Date[] = [];
    const began = Date.now();
    let left = 94;
    const work = async (limiter: RequestLimiter, until: number) => {
      while (left > until) {
        left -= 1;
        await limiter.run(server.answer, noAbort);
      }
    };
    const process = (limiter: RequestLimiter, until: number) =>
      Promise.all(Array.from({ length: concurrency }, () => work(limiter, until)));

    await inSimulatedTime(process(limiterOfFive(starts), 43));
    await inSimulatedTime(process(limiterOfFive(starts, [...starts]), 0));

    expect(server.arrivals).toHaveLength(94);
    expect(starts).toHaveLength(94);
    expect(mostInAMinute(server.arrivals)).toBe(5);
    // 94 requests are 18 fives and 4 more, so the last can be sent 18 minutes after the first.
    expect(Date.now() - began).toBeLessThanOrEqual(18 * 60_000 * 1.02);
  },
);

test('a burst of five goes out at once, and the sixth as the first slot frees', async () => {
  const limiter = limiterOfFive();
  const began = Date.now();
  const at: number[] = [];
  const six = Promise.all(
    Array.from({ length: 6 }, () =>
      limiter.run(async () => {
        at.push(Date.now() - began);
      }, noAbort),
    ),
  );
  await inSimulatedTime(six);
  expect(at.slice(0, 5).every(ms => ms < 50)).toBe(true);
  expect(at[5]).toBeGreaterThan(60_000);
  expect(at[5]).toBeLessThan(60_200);
});

test('slots that an earlier process took are held, also when it took more than there are now', async () => {
  const ago = (ms: number) => new Date(Date.now() - ms);
  const limiter = limiterOfFive([], [70_000, 50_000, 40_000, 30_000, 20_000, 10_000, 5_000].map(ago));
  const began = Date.now();
  await inSimulatedTime(limiter.run(async () => {}, noAbort));
  // Of the six that still count, the latest five matter: the one from 40 s ago frees its slot in 20 s, plus the time it took to arrive.
  expect(Date.now() - began).toBeGreaterThan(20_000);
  expect(Date.now() - began).toBeLessThanOrEqual(22_000);
});

test('a clock that was set back does not block longer than a minute', async () => {
  const inAnHour = new Date(Date.now() + 3_600_000);
  const limiter = limiterOfFive(
    [],
    Array.from({ length: 5 }, () => inAnHour),
  );
  const began = Date.now();
  await inSimulatedTime(limiter.run(async () => {}, noAbort));
  expect(Date.now() - began).toBeLessThanOrEqual(62_000);
});

test('the start is noted before the request is sent', async () => {
  const order: string[] = [];
  const limiter = createRequestLimiter({
    requestsPerMinute: 5,
    recentStarts: [],
    onStart: async () => {
      await sleep(50);
      order.push('noted');
    },
    clock,
  });
  await inSimulatedTime(
    limiter.run(async () => {
      order.push('sent');
    }, noAbort),
  );
  expect(order).toEqual(['noted', 'sent']);
});

test('when a start cannot be noted the request is not sent and takes no slot', async () => {
  let noted = 0;
  let sent = 0;
  const limiter = createRequestLimiter({
    requestsPerMinute: 1,
    recentStarts: [],
    onStart: async () => {
      noted += 1;
      if (noted === 1) throw new Error('disk full');
    },
    clock,
  });
  const request = async () => {
    sent += 1;
  };
  const first = limiter.run(request, noAbort);
  await Promise.all([expect(first).rejects.toThrow('disk full'), vi.advanceTimersByTimeAsync(100)]);
  const second = limiter.run(request, noAbort);
  await vi.advanceTimersByTimeAsync(100);
  await second;
  expect(sent).toBe(1);
});

test('a request that fails has used its slot', async () => {
  const limiter = createRequestLimiter({ requestsPerMinute: 1, recentStarts: [], onStart: async () => {}, clock });
  const failed = limiter.run(() => Promise.reject(new Error('cut')), noAbort);
  await Promise.all([expect(failed).rejects.toThrow('cut'), vi.advanceTimersByTimeAsync(100)]);
  const began = Date.now();
  await inSimulatedTime(limiter.run(async () => {}, noAbort));
  expect(Date.now() - began).toBeGreaterThan(59_000);
});

test('a request that is aborted while it waits rejects at once, is never made, and leaves its slot to the next', async () => {
  const limiter = createRequestLimiter({ requestsPerMinute: 1, recentStarts: [], onStart: async () => {}, clock });
  await inSimulatedTime(limiter.run(async () => {}, noAbort));
  const began = Date.now();
  const abort = new AbortController();
  let made = false;
  const waiting = limiter.run(async () => {
    made = true;
  }, abort.signal);
  const next = limiter.run(async () => Date.now(), noAbort);
  abort.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');
  expect(Date.now() - began).toBeLessThan(100);
  expect((await inSimulatedTime(next)) - began).toBeLessThan(62_000);
  expect(made).toBe(false);
});
