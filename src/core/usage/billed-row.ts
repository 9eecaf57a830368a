import type { NanoUsd } from '../money/nano-usd.ts';
import type { Day } from '../time/day.ts';

/**
 * The two ways OpenAI's Costs API is asked, for it does not group by everything at once. `project` (project, key, line
 * item) defines the total; `user` (user, line item) says who caused it.
 */
export const billedCuts = ['project', 'user'] as const;
export type BilledCut = (typeof billedCuts)[number];

/** One amount that OpenAI bills for a day. Attributes that were not grouped by, or belong to nobody, are empty. */
export interface BilledRow {
  readonly cut: BilledCut;
  readonly day: Day;
  readonly project: string;
  readonly key: string;
  readonly user: string;
  /** OpenAI's own label, e.g. `gpt-5.5-2026-04-23, cached input`. */
  readonly lineItem: string;
  /** The model that the label names with certainty, or empty. */
  readonly model: string;
  readonly amountNanoUsd: NanoUsd;
  readonly quantity: number | null;
  readonly quantityUnit: string | null;
}

/** The id of the endpoint that serves a cut, as it is stored: `costs/project`. */
export function costsEndpoint(cut: BilledCut): string {
  return `costs/${cut}`;
}

/** The cut that an endpoint serves, or null when it serves usage. */
export function cutOfEndpoint(endpoint: string): BilledCut | null {
  return billedCuts.find(cut => costsEndpoint(cut) === endpoint) ?? null;
}
