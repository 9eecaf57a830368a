import { seededRandom } from './seeded-random.ts';
import { hostileKinds } from './wild/hostile-body.ts';

/**
 * How an answer can go wrong: `429` and `500` as OpenAI words them, `cut` closes the connection half-way through the
 * body, `garbage` is a 200 whose JSON breaks off, `html` a proxy's error page (502), `slow` the right answer late,
 * `forbidden` a 403 for something that the key may not read, `session-key` the 401 of what takes no API key any more,
 * `spend-limit` a 429 that no waiting ends. The hostile kinds are bodies that no one should read to the end.
 */
export const failureKinds = [
  '429',
  '500',
  'cut',
  'garbage',
  'slow',
  'html',
  'forbidden',
  'session-key',
  'spend-limit',
  ...hostileKinds,
] as const;
export type FailureKind = (typeof failureKinds)[number];

export interface Failure {
  readonly kind: FailureKind;
  /** The share of requests that fail, 0 to 1; all by default. Seeded, so a run can be repeated. */
  readonly rate?: number | undefined;
  /** How many requests fail before this failure ends. All of them by default. */
  readonly times?: number | undefined;
  /** Only requests to these paths, which start with `/v1/`. */
  readonly path?: RegExp | undefined;
  /** Seconds, for a 429. */
  readonly retryAfter?: number | undefined;
  /** Milliseconds, for a slow answer (2000 by default), or between two bytes of a dripping one (1000). */
  readonly delayMs?: number | undefined;
  /** The error's code, for a spend limit; `organization_spend_limit_exceeded` by default. */
  readonly code?: string | undefined;
  /** Unpacked, for a huge body (1 GB by default) and a gzip bomb (4 GB). */
  readonly bytes?: number | undefined;
  /** Arrays in arrays, for a deep body; a million by default. */
  readonly depth?: number | undefined;
}

export interface Failures {
  add(failure: Failure): void;
  clear(): void;
  /** The failure for the next request to `path`, or null. Several are tried in the order they were added. */
  next(path: string): Failure | null;
  readonly active: readonly Failure[];
}

export function createFailures(seed: string): Failures {
  const random = seededRandom(`${seed} failures`);
  let active: { failure: Failure; left: number }[] = [];
  return {
    add(failure) {
      active.push({ failure, left: failure.times ?? Number.POSITIVE_INFINITY });
    },
    clear() {
      active = [];
    },
    next(path) {
      const met = active.find(({ failure }) => isAbout(failure, path) && random() < (failure.rate ?? 1));
      if (!met) return null;
      met.left -= 1;
      active = active.filter(({ left }) => left > 0);
      return met.failure;
    },
    get active() {
      return active.map(({ failure }) => failure);
    },
  };
}

/** `search`, not `test`: a pattern with the `g` flag remembers its last match. */
function isAbout({ path }: Failure, asked: string): boolean {
  return path === undefined || asked.search(path) >= 0;
}
