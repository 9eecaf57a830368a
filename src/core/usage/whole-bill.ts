import type { NanoUsd } from '../money/nano-usd.ts';
import { addDays, type Day, hourMs, type Instant, startOf } from '../time/day.ts';
import type { QuantityName } from './usage-row.ts';

/** What was used of one unit of one subject on a day. */
export interface UsedPart {
  readonly subject: string;
  /** Null when the estimate isn't known by unit. */
  readonly unit: QuantityName | null;
  readonly quantity: number;
  /** At list price; 0 when nothing prices it. */
  readonly listNanoUsd: NanoUsd;
  /** The same at the team's own level. */
  readonly expectedNanoUsd: NanoUsd;
  /** False when its estimate is approximate or has no price. */
  readonly isCertain: boolean;
}

interface ArrivedLine {
  readonly subject: string | null;
  readonly unit: QuantityName | null;
  /** In that unit; null when the line doesn't say. */
  readonly quantity: number | null;
  readonly nanoUsd: NanoUsd;
}

export interface BillOfDay {
  readonly day: Day;
  readonly fetchedAt: Instant;
  /** When a reading first showed these lines; null if not known. */
  readonly changedAt: Instant | null;
  readonly lineCount: number;
  /** Those that bill usage. */
  readonly lines: readonly ArrivedLine[];
  readonly used: readonly UsedPart[];
}

/** The share that must have arrived. */
const enough = 0.99;

/**
 * Whether everything has arrived. OpenAI reports cost later than usage. Where lines say how much they bill, they must cover 99% of what was
 * used; otherwise they must come to 99% of the expected cost. Either way, a bill that hasn't changed for a day after its day ended is whole.
 */
export function isWholeBill(bill: BillOfDay): boolean {
  // Of what costs nothing, an empty bill would hold enough before any of it has come.
  if (bill.lineCount === 0 && bill.used.length > 0) return false;
  const isByQuantity = bill.lines.some(({ quantity }) => quantity !== null);
  return standsStill(bill) || (isByQuantity ? coversQuantities(bill) : coversDollars(bill));
}

function standsStill({ day, fetchedAt, changedAt, lineCount }: BillOfDay): boolean {
  if (lineCount === 0 || changedAt === null || fetchedAt < startOf(addDays(day, 1))) return false;
  return fetchedAt.getTime() - changedAt.getTime() >= 24 * hourMs;
}

function coversDollars({ used, lines }: BillOfDay): boolean {
  return (
    used.every(({ isCertain }) => isCertain) && sumOf(lines) * 100n >= used.reduce((sum, part) => sum + part.expectedNanoUsd, 0n) * 99n
  );
}

function coversQuantities({ used, lines }: BillOfDay): boolean {
  let covered = 0;
  let whole = 0;
  for (const part of used) {
    const share = coveredShare(part, lines);
    if (!part.isCertain && share < enough) return false;
    covered += share * Number(part.listNanoUsd);
    whole += Number(part.listNanoUsd);
  }
  return covered >= whole * enough;
}

/** By dollars where the part's own lines don't say how much. */
function coveredShare({ subject, unit, quantity, expectedNanoUsd, isCertain }: UsedPart, lines: readonly ArrivedLine[]): number {
  const own = lines.filter(line => line.subject === subject && (line.unit === unit || line.unit === null || unit === null));
  const counted = own.filter(line => line.quantity !== null && line.unit === unit);
  if (counted.length > 0) return Math.min(counted.reduce((sum, line) => sum + (line.quantity ?? 0), 0) / quantity, 1);
  if (own.length === 0 || !isCertain) return 0;
  return sumOf(own) >= expectedNanoUsd ? 1 : Number(sumOf(own)) / Number(expectedNanoUsd);
}

function sumOf(lines: readonly ArrivedLine[]): NanoUsd {
  return lines.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0n);
}
