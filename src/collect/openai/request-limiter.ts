import Bottleneck from 'bottleneck';
import type { Clock, Instant } from '#core/time/day.ts';
import { unlessAborted } from './abortable.ts';

export interface RequestLimiter {
  /** Runs `request` in its turn, resolving with its result. Aborted while waiting, it is never sent; once sent, it isn't interrupted. */
  run<T>(request: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

export interface RequestLimiterOptions {
  readonly requestsPerMinute: number;
  /** The starts of requests in the last few minutes, including an earlier process's. They still hold their slots. */
  readonly recentStarts: readonly Instant[];
  /** Called before each request is sent. The request waits for it, and isn't sent if it rejects. Lets other processes count the request. */
  readonly onStart: (start: Instant, signal: AbortSignal) => Promise<void>;
  readonly clock: Clock;
  readonly pace?: LimitPace;
}

/** What the limit is counted over. Tests use shorter times. */
export interface LimitPace {
  /** The length of the window that the limit applies to. */
  readonly windowMs: number;
  /** A request is assumed to reach the server within this time of its start, unless its reply arrives sooner. */
  readonly longestWayMs: number;
}

export const usualLimitPace: LimitPace = { windowMs: 60_000, longestWayMs: 900 };

/** Slack for a timer that fires early, or a start that was recorded just before it happened. */
const marginMs = 50;

/** How long a request holds its slot when we don't know when its reply came. */
export function heldMs({ windowMs, longestWayMs }: LimitPace): number {
  return longestWayMs + windowMs + marginMs;
}

/**
 * Allows `requestsPerMinute` requests in any 60 seconds *as the server sees them*: a burst, then one for each slot that frees up.
 * The server counts arrivals, so a slot frees up 60 s after the reply, or after `longestWayMs` if that comes first: at most 1.6% slower.
 */
export function createRequestLimiter(options: RequestLimiterOptions): RequestLimiter {
  const { requestsPerMinute, recentStarts, onStart, clock, pace = usualLimitPace } = options;
  const { longestWayMs } = pace;
  const held = recentStarts.map(start => heldForMs(start, longestWayMs, clock())).filter(ms => ms > 0);
  // If more are held than there are slots (because the limit was lowered), the latest ones count.
  const longestHeld = held.sort((a, b) => b - a).slice(0, requestsPerMinute);
  const bottleneck = new Bottleneck({ reservoir: requestsPerMinute - longestHeld.length });
  const freeing = new Set<NodeJS.Timeout>();
  let waiting = 0;
  for (const ms of longestHeld) freeSlotIn(ms);

  return {
    run(request, signal) {
      if (signal.aborted) return Promise.reject(signal.reason);
      const leaveQueue = joinQueue();
      const waiting = new AbortController();
      const giveUp = () => {
        leaveQueue();
        waiting.abort(signal.reason);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      const result = bottleneck.schedule(async () => {
        leaveQueue();
        signal.removeEventListener('abort', giveUp);
        if (signal.aborted) return unused(signal.reason);
        await onStart(clock(), signal).catch(unused);
        return inSlot(request);
      });
      return unlessAborted(result, waiting.signal);
    },
  };

  async function inSlot<T>(request: () => Promise<T>): Promise<T> {
    const start = clock();
    try {
      return await request();
    } finally {
      const end = clock();
      freeSlotIn(heldForMs(start, Math.min(end.getTime() - start.getTime(), longestWayMs), end));
    }
  }

  /** How much longer a request holds its slot. Capped, so that setting the clock back can't block for hours. */
  function heldForMs(start: Instant, wayMs: number, now: Instant): number {
    const ms = start.getTime() + heldMs({ ...pace, longestWayMs: wayMs }) - now.getTime();
    return Math.min(Math.max(ms, 0), heldMs(pace));
  }

  /** Returns a slot whose request never reached the server. */
  async function unused(reason: unknown): Promise<never> {
    await bottleneck.incrementReservoir(1);
    throw reason;
  }

  function freeSlotIn(ms: number): void {
    const timer = setTimeout(() => {
      freeing.delete(timer);
      void bottleneck.incrementReservoir(1);
    }, ms);
    freeing.add(timer);
    if (waiting === 0) timer.unref();
  }

  /** While requests wait, the timers that free their slots keep the process alive. Otherwise they don't. */
  function joinQueue(): () => void {
    waiting += 1;
    for (const timer of freeing) timer.ref();
    let left = false;
    return () => {
      if (left) return;
      left = true;
      waiting -= 1;
      if (waiting === 0) for (const timer of freeing) timer.unref();
    };
  }
}
