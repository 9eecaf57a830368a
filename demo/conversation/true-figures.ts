import type { NanoUsd } from '#core/money/nano-usd.ts';
import { addDays, type Day, dayOf, type Instant, startOf } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import { type Charge, chargesFor, totalNanoUsd } from '../openai/charges.ts';
import type { Ledger } from '../openai/ledger.ts';
import type { UsageEvent } from '../openai/usage-event.ts';
import { countsOf, type TrueCounts } from './true-counts.ts';
import { type Split, splitOfCharge, splitOfEvent } from './true-split.ts';

/** What is asked of the ledger. `only` keeps what has this label when it is split so. */
export interface Asked {
  readonly period: Period;
  readonly by: Split;
  readonly only?: { readonly by: Split; readonly isKept: (label: string) => boolean };
}

export interface TrueRow {
  readonly label: string;
  /** Null where no public price covers any of it. */
  readonly costNanoUsd: NanoUsd | null;
  /** Null for what is only on the bill. */
  readonly counts: TrueCounts | null;
}

/** What the bot must say, summed from the stand-in's ledger and nothing else. */
export interface TrueFigures {
  /** Without what is zero and was not used; in no order. */
  rows(asked: Asked): TrueRow[];
  /** The days whose bill is not complete, so that their cost is estimated. */
  estimatedDays(asked: Asked): Day[];
  /** Whether usage without a public price is missing in the cost. */
  lacksUnpriced(asked: Asked): boolean;
  readonly today: Day;
}

const settleDays = 3;
/** The model that no public price list knows, so that the bot cannot estimate it. */
const unlistedModel = 'gpt-7-preview';

export function trueFigures(ledger: Ledger, now: Instant): TrueFigures {
  const isBillComplete = remembered(day => {
    if (now >= startOf(addDays(day, 1 + settleDays))) return true;
    const estimated = ledger.events(day, now).reduce((sum, event) => sum + (estimateOf(event) ?? 0n), 0n);
    // PRODUCT §5: a provisional day counts as billed from 99 % of its estimate.
    return totalNanoUsd(ledger.charges(day, now)) * 100n >= estimated * 99n;
  });
  const isBilled = (day: Day, asked: Asked) => ![asked.by, asked.only?.by].includes('tier') && isBillComplete(day);
  const eventsOf = (day: Day, { only }: Asked) =>
    ledger.events(day, now).filter(event => only === undefined || only.isKept(splitOfEvent(event, only.by)));
  const chargesOf = (day: Day, { only }: Asked) =>
    ledger.charges(day, now).filter(charge => only === undefined || only.isKept(splitOfCharge(charge, only.by)));
  return {
    today: dayOf(now),
    rows(asked) {
      const rows = new Map<string, TrueRow>();
      for (const day of daysOf(asked.period)) {
        const billed = isBilled(day, asked);
        for (const event of eventsOf(day, asked)) {
          add(rows, { label: splitOfEvent(event, asked.by), costNanoUsd: billed ? 0n : estimateOf(event), counts: countsOf(event) });
        }
        if (billed) for (const charge of chargesOf(day, asked)) add(rows, rowOf(charge, asked.by));
      }
      return [...rows.values()].filter(row => row.counts !== null || row.costNanoUsd !== 0n);
    },
    estimatedDays: asked => daysOf(asked.period).filter(day => !isBilled(day, asked)),
    lacksUnpriced: asked =>
      daysOf(asked.period).some(day => !isBilled(day, asked) && eventsOf(day, asked).some(event => estimateOf(event) === null)),
  };
}

/**
 * What the event costs by public prices, null where there is none. Usage does not say that requests were above the
 * long-context size, so an estimate takes the base price.
 */
function estimateOf(event: UsageEvent): NanoUsd | null {
  return event.model === unlistedModel ? null : totalNanoUsd(chargesFor({ ...event, longContext: false }));
}

function rowOf(charge: Charge, by: Split): TrueRow {
  return { label: splitOfCharge(charge, by), costNanoUsd: charge.nanoUsd, counts: null };
}

function add(rows: Map<string, TrueRow>, { label, costNanoUsd, counts }: TrueRow): void {
  const row = rows.get(label);
  const cost = costNanoUsd === null ? (row?.costNanoUsd ?? null) : (row?.costNanoUsd ?? 0n) + costNanoUsd;
  rows.set(label, { label, costNanoUsd: cost, counts: counts === null ? (row?.counts ?? null) : summed(row?.counts ?? null, counts) });
}

function summed(a: TrueCounts | null, b: TrueCounts): TrueCounts {
  if (a === null) return b;
  return { requests: a.requests + b.requests, inputTokens: a.inputTokens + b.inputTokens, outputTokens: a.outputTokens + b.outputTokens };
}

function remembered(decide: (day: Day) => boolean): (day: Day) => boolean {
  const known = new Map<Day, boolean>();
  return day => {
    const decided = known.get(day) ?? decide(day);
    known.set(day, decided);
    return decided;
  };
}
