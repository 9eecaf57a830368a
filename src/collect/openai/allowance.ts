import { unlessAborted } from '#core/abortable.ts';
import type { AnswerLimits, Spent } from '#core/read-at-most.ts';

/** What one question may take of OpenAI's answers, over all its pages, until its rows are stored. */
export interface Allowance {
  readonly limits: AnswerLimits;
  /** By the answers that were read so far. */
  readonly spent: Spent;
  spend(answer: Spent): void;
  /** Pending while another question's answer is large and this one becomes so, at `bytes` of the answer being read; undefined otherwise. */
  turn(bytes: number, signal: AbortSignal): Promise<void> | undefined;
}

/** A 64 MiB answer takes about 200 MiB while it is read and stored. A team of 2000 people has 4 MiB a day. */
const usualAnswerLimits = { bytes: 64 * 2 ** 20, values: 1_000_000, depth: 100 };

/** Answers up to this size wait for nobody: five at once are small beside one large one. */
const freeBytes = 4 * 2 ** 20;

/** Settles when the last large answer of this process is done with. Its memory is the process's, whatever the source. */
let lastTurn: Promise<void> = Promise.resolve();

/** Runs `work` with its own allowance. Only one question at a time has a large answer in memory. */
export async function withAllowance<T>(work: (allowance: Allowance) => Promise<T>, limits: AnswerLimits = usualAnswerLimits): Promise<T> {
  let spent: Spent = { bytes: 0, values: 0 };
  let hasTurn = false;
  const done = Promise.withResolvers<void>();
  const allowance: Allowance = {
    limits,
    get spent() {
      return spent;
    },
    spend({ bytes, values }) {
      spent = { bytes: spent.bytes + bytes, values: spent.values + values };
    },
    turn(bytes, signal) {
      if (hasTurn || spent.bytes + bytes <= freeBytes) return undefined;
      hasTurn = true;
      const before = lastTurn;
      lastTurn = before.then(() => done.promise);
      return unlessAborted(before, signal);
    },
  };
  try {
    return await work(allowance);
  } finally {
    done.resolve();
  }
}
