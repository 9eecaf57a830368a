import type { Day } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import type { BilledRow } from '#core/usage/billed-row.ts';
import type { Named } from '#core/usage/team-names.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';

/** One OpenAI organisation read in one way. Both sources, key-only and organisation, give this. */
export interface Source {
  readonly id: string;
  readonly kind: 'admin' | 'usage';
  /**
   * What is asked for each day. The key-only source has one endpoint for each member of the organisation, so it may
   * need a request to know them.
   */
  endpoints(signal: AbortSignal): Promise<readonly Endpoint[]>;
  /** Every day of `period` (at most `endpoint.maxDaysPerRequest` long), an idle one too. Follows all pages. */
  fetchDays(endpoint: Endpoint, period: Period, signal: AbortSignal): Promise<ReadonlyMap<Day, FetchedDay>>;
  /** What people, projects and keys are called. */
  fetchNames(signal: AbortSignal): Promise<FetchedNames>;
}

/** One series of days that a source serves. */
export interface Endpoint {
  /** Stable, e.g. `completions`, `costs/project`, `usage/user-abc`; part of the stored key. */
  readonly id: string;
  readonly maxDaysPerRequest: number;
  /** Whether a day without rows is known to be idle. The key-only endpoint also answers with nothing when it does not know. */
  readonly emptyIsKnown: boolean;
}

/** What one endpoint says of one day. */
export interface FetchedDay {
  readonly usage: readonly UsageRow[];
  readonly billed: readonly BilledRow[];
  /** Kept as it came and reported, never dropped. */
  readonly notUnderstood: readonly NotUnderstood[];
  /** What the rows are grouped by, in OpenAI's words; coarser than wished where the organisation refused. */
  readonly groupedBy: readonly string[];
}

export interface NotUnderstood {
  /** Where it was: `ft_data[0]`, `data[3].n_requests`. */
  readonly where: string;
  readonly why: string;
  /** The JSON as it came. */
  readonly json: string;
}

export interface FetchedNames {
  readonly users: readonly Named[];
  readonly projects: readonly Named[];
  readonly keys: readonly Named[];
}

/** One OpenAI organisation and how it is read. */
export interface SourceConfig {
  readonly id: string;
  readonly kind: 'admin' | 'usage';
  readonly apiKey: string;
  readonly organizationId: string | null;
  readonly baseUrl: string;
  readonly requestsPerMinute: number;
}
