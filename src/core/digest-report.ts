import type { NanoUsd } from './money/nano-usd.ts';
import type { Filter } from './query/query.ts';
import type { Day } from './time/day.ts';

/** What a digest said that one day cost. */
export interface ReportedDay {
  readonly day: Day;
  readonly costNanoUsd: NanoUsd;
  readonly isEstimated: boolean;
}

/** What a digest said, as it was last corrected. */
export interface DigestReport {
  /** Of the digest's outbox entry. */
  readonly key: string;
  readonly channelId: string;
  readonly filters: readonly Filter[];
  readonly days: readonly ReportedDay[];
  /** How many corrections there were. */
  readonly corrections: number;
}

/** A day whose figure is another one now. */
export interface MovedDay {
  readonly day: Day;
  readonly before: ReportedDay;
  readonly after: ReportedDay;
}

const oneDollar = 1_000_000_000n;

/** The days that moved by more than one percent and one dollar since they were reported. */
export function movedDays(reported: readonly ReportedDay[], now: readonly ReportedDay[]): MovedDay[] {
  const current = new Map(now.map(day => [day.day, day]));
  return reported.flatMap(before => {
    const after = current.get(before.day);
    if (after === undefined) return [];
    const moved = sizeOf(after.costNanoUsd - before.costNanoUsd);
    return moved > oneDollar && moved * 100n > sizeOf(before.costNanoUsd) ? [{ day: before.day, before, after }] : [];
  });
}

function sizeOf(amount: NanoUsd): NanoUsd {
  return amount < 0n ? -amount : amount;
}
