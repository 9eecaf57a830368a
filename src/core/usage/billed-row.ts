import type { NanoUsd } from '../money/nano-usd.ts';
import type { Day } from '../time/day.ts';

/** The Costs API cannot group by all at once: `project` (project, key, line item) sets the total, `user` (user, line item) splits it. */
export const billedCuts = ['project', 'user'] as const;
export type BilledCut = (typeof billedCuts)[number];

/** One amount OpenAI bills for a day. Attributes not grouped by, or that belong to nobody, are empty. */
export interface BilledRow {
  readonly cut: BilledCut;
  readonly day: Day;
  readonly project: string;
  readonly key: string;
  readonly user: string;
  /** OpenAI's label, e.g. `gpt-5.5-2026-04-23, cached input`. */
  readonly lineItem: string;
  /** The model, if the label names one for certain, else empty. */
  readonly model: string;
  readonly amountNanoUsd: NanoUsd;
  readonly quantity: number | null;
  readonly quantityUnit: string | null;
}

/** The stored endpoint id of a cut: `costs/project`. */
export function costsEndpoint(cut: BilledCut): string {
  return `costs/${cut}`;
}

/** The cut of an endpoint, or null for a usage endpoint. */
export function cutOfEndpoint(endpoint: string): BilledCut | null {
  return billedCuts.find(cut => costsEndpoint(cut) === endpoint) ?? null;
}
