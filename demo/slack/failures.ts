import type { HostileKind } from '../openai/wild/hostile-body.ts';
import type { JsonObject } from './json.ts';

/** How the stand-in should fail the next calls of one method. */
export interface Failure {
  /** A Web API method (`chat.postMessage`), `respond` for response URLs, `upload` for the bytes of a file, or `*` for all of them. */
  readonly method: string;
  /** Answer `{ ok: false, error }`. */
  readonly error?: string;
  /** Answer with this HTTP status and no JSON; 429 carries `Retry-After`. */
  readonly status?: number;
  /** For status 429; 1 by default. */
  readonly retryAfterSeconds?: number;
  /** How many calls; 1 by default. */
  readonly times?: number;
  /** Do what is asked, then cut the connection instead of answering. */
  readonly cutAfterAccept?: boolean;
  /** Do nothing, and answer with a body that nobody should read to its end. */
  readonly hostile?: HostileKind;
  /** Answer rightly, with a cursor to one more page: a new one each time, or always the same. */
  readonly morePages?: 'new' | 'same';
  /** Wait before anything else. */
  readonly delayMs?: number;
}

/** Decides by its arguments, or by the body sent to a response URL, how each call fails; undefined to let it succeed. */
export type FailureRule = (method: string, args: JsonObject) => Omit<Failure, 'method' | 'times'> | undefined;

/** The ordered failures that are not used up, oldest first. */
export class Failures {
  #left: { failure: Failure; times: number }[] = [];
  #rule: FailureRule = () => undefined;

  order(failure: Failure): void {
    this.#left.push({ failure, times: failure.times ?? 1 });
  }

  /** From now on, calls without an ordered failure fail as `rule` decides. */
  follow(rule: FailureRule): void {
    this.#rule = rule;
  }

  /** Every method works again. */
  clear(): void {
    this.#left = [];
    this.#rule = () => undefined;
  }

  /** The failure for this call of `method`, counted as used; undefined to let it succeed. */
  take(method: string, args: JsonObject): Failure | undefined {
    const found = this.#left.find(({ failure }) => failure.method === method || failure.method === '*');
    if (found === undefined) {
      const decided = this.#rule(method, args);
      return decided === undefined ? undefined : { ...decided, method };
    }
    found.times -= 1;
    if (found.times <= 0) this.#left = this.#left.filter(other => other !== found);
    return found.failure;
  }
}
