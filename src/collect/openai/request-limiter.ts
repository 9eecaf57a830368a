import Bottleneck from 'bottleneck';
import type { Clock, Instant } from '#core/time/day.ts';
import { unlessAborted } from './abortable.ts';

export interface RequestLimiter {
  /**
   * Runs `request` as soon as a slot is free, first come first served, and gives what it gives. A request that still waits
   * when the signal aborts is never made: it rejects at once with the signal's reason. One that runs is its own matter.
   */
  run<T>(request: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

export interface RequestLimiterOptions {
  readonly requestsPerMinute: number;
  /** When requests of the last minutes were started, by an earlier process too; they hold their slots still. */
  readonly recentStarts: readonly Instant[];
  /** Told of each start before the request is sent, which waits for it: others may count too. When it rejects, nothing is sent. */
  readonly onStart: (start: Instant, signal: AbortSignal) => Promise<void>;
  readonly clock: Clock;
  readonly pace?: LimitPace;
}

/** What a limit is counted over. Tests hand in shorter times. */
export interface LimitPace {
  /** So many requests in any so many milliseconds. */
  readonly windowMs: number;
  /** A request is taken to have reached the server this long after its start, unless its answer came sooner. */
  readonly longestWayMs: number;
}

export const usualLimitPace: LimitPace = { windowMs: 60_000, longestWayMs: 900 };

/** Keeps a timer that fires a little early, or a start that was noted a little before it was made, out of the window. */
const marginMs = 50;

/** How long a start holds its slot, as long as nothing is known of its answer. */
export function heldMs({ windowMs, longestWayMs }: LimitPace): number {
  return longestWayMs + windowMs + marginMs;
}

/**
 * Lets through `requestsPerMinute` requests in any 60 seconds *as the server sees them*, and no fewer: a burst at first,
 * then one as each slot frees.
 *
 * What the server counts is the arrival, which lies between the start and the answer. So a slot is free again 60 s after
 * the answer, or after `longestWayMs` when the answer takes longer: at most 1.6 % slower than the limit itself.
 */
export function createRequestLimiter(options: RequestLimiterOptions): RequestLimiter {
  const { requestsPerMinute, recentStarts, onStart, clock, pace = usualLimitPace } = options;
  const { longestWayMs } = pace;
  const held = recentStarts.map(start => heldForMs(start, longestWayMs, clock())).filter(ms => ms > 0);
  // When more are held than there are slots (the limit was lowered), the latest of them decide.
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

  /** How long from `now` a request still holds its slot. Bounded, so that a clock that was set back cannot block for hours. */
  function heldForMs(start: Instant, wayMs: number, now: Instant): number {
    const ms = start.getTime() + heldMs({ ...pace, longestWayMs: wayMs }) - now.getTime();
    return Math.min(Math.max(ms, 0), heldMs(pace));
  }

  /** Gives back a slot of which the server saw nothing. */
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

  /** While a request waits, the timers that will free its slot keep the process alive; otherwise they do not. */
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
