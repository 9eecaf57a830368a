import type { Hours } from './rhythm.ts';
import type { Quantities, Tier, UsageEndpoint } from './usage-event.ts';

/** Something that the team does day after day: one key, one model, one way of using it. */
export interface Workload {
  /** Unique. It seeds the workload's randomness, so adding or removing one does not change the others. */
  readonly id: string;
  readonly endpoint: UsageEndpoint;
  readonly projectId: string;
  /** Null for storage, which no key causes. */
  readonly apiKeyId: string | null;
  readonly model: string | null;
  readonly tier: Tier;
  readonly size: string | null;
  readonly contextLevel: string | null;
  readonly vectorStoreId: string | null;
  readonly longContext: boolean;
  readonly hours: Hours;
  /** On a plain weekday at the start of the history. */
  readonly requestsPerDay: number;
  /** On average. */
  readonly perRequest: Quantities;
  /** Days relative to the last day of the history (0), both included; absent means from the start, or without end. */
  readonly runsFrom: number | null;
  readonly runsUntil: number | null;
  /** Whether every day is the same: no weekends, no growth. */
  readonly steady: boolean;
}

/** The fields of a workload that differ from the defaults. */
type Particulars = Partial<Omit<Workload, 'id' | 'endpoint' | 'model' | 'requestsPerDay' | 'perRequest'>> &
  Pick<Workload, 'projectId' | 'apiKeyId'>;

export function workload(
  id: string,
  endpoint: UsageEndpoint,
  model: string | null,
  requestsPerDay: number,
  perRequest: Quantities,
  particulars: Particulars,
): Workload {
  return {
    tier: 'default',
    size: null,
    contextLevel: null,
    vectorStoreId: null,
    longContext: false,
    hours: 'clock',
    runsFrom: null,
    runsUntil: null,
    steady: false,
    ...particulars,
    id,
    endpoint,
    model,
    requestsPerDay,
    perRequest,
  };
}

/** Text tokens per request: all input, the cached share of it (0 to 1), and output. */
export function textTokens(input: number, cachedShare: number, output: number): Quantities {
  const cached = Math.round(input * cachedShare);
  return { textInputTokens: input - cached, cachedTextTokens: cached, textOutputTokens: output };
}
