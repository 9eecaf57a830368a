import type { Day } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import type { BilledRow } from '#core/usage/billed-row.ts';
import type { LeftOutRow } from '#core/usage/left-out.ts';
import type { Organization } from '#core/usage/organization.ts';
import type { Names } from '#core/usage/team-names.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { Allowance } from './allowance.ts';
import type { OpenAiError } from './openai-error.ts';

/** One OpenAI organization, read one way. Both the key-only and the admin source implement this. */
export interface Source {
  readonly id: string;
  readonly kind: 'admin' | 'usage';
  /** The endpoints to read for each day. The key-only source has one per member, so it may have to fetch the members first. */
  endpoints(signal: AbortSignal): Promise<readonly Endpoint[]>;
  /** Every day of `period` (at most `endpoint.maxDaysPerRequest` days), including idle ones. Follows all pages, within `allowance`. */
  fetchDays(
    endpoint: Endpoint,
    period: Period,
    signal: AbortSignal,
    allowance?: Allowance,
  ): Promise<ReadonlyMap<Day, FetchedDay | UnreadDay>>;
  fetchNames(signal: AbortSignal): Promise<FetchedNames>;
  /** The organization that the key belongs to, as far as OpenAI's answers have said; null if they haven't. */
  organization?(): Organization | null;
}

/** One series of days that a source provides. */
export interface Endpoint {
  /** Stable, for example `completions`, `costs/project` or `usage/user-abc`. Part of the stored key. */
  readonly id: string;
  readonly maxDaysPerRequest: number;
  /** Whether a day without rows is known to be idle. The key-only endpoint also returns nothing when it doesn't know. */
  readonly emptyIsKnown: boolean;
  /** Whether a day is whole without it, because not every organization has it. */
  readonly isOptional?: boolean;
}

/** What one endpoint reports for one day, no two rows with the same key. */
export interface FetchedDay {
  readonly usage: readonly UsageRow[];
  readonly billed: readonly BilledRow[];
  /** What was left out of it. Stored as received and reported, never dropped. */
  readonly notUnderstood: readonly LeftOutRow[];
  /** What the rows are grouped by, in OpenAI's words. Coarser than we'd like if the organization refused. */
  readonly groupedBy: readonly string[];
}

/** A day that was asked for and can't be taken from the answer, and why. It isn't a day of nothing. */
export interface UnreadDay {
  readonly unread: string;
}

/** Names that OpenAI refuses are missing, with its refusals. */
export interface FetchedNames extends Pick<Names, 'users' | 'projects' | 'keys'> {
  readonly refusals?: readonly OpenAiError[];
}

/** An OpenAI organization and how to read it. */
export interface SourceConfig {
  readonly id: string;
  readonly kind: 'admin' | 'usage';
  readonly apiKey: string;
  readonly organizationId: string | null;
  readonly baseUrl: string;
  readonly requestsPerMinute: number;
}
