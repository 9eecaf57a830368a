import type { NanoUsd } from '../money/nano-usd.ts';
import type { Day } from '../time/day.ts';
import type { Attribute } from './dimensions.ts';

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

export function costsEndpoint(cut: BilledCut): string {
  return `costs/${cut}`;
}

/** The cut of an endpoint, or null for a usage endpoint. */
export function cutOfEndpoint(endpoint: string): BilledCut | null {
  return billedCuts.find(cut => costsEndpoint(cut) === endpoint) ?? null;
}

/** The grouping OpenAI needs to report an attribute. The model comes from the line item. */
const groupingOf: Readonly<Partial<Record<Attribute, string>>> = {
  model: 'line_item',
  project: 'project_id',
  key: 'api_key_id',
  user: 'user_id',
};

/** The billed cut with all of `attributes`: `project` has model, project, key; `user` has model, user. Null: the answer is estimated. */
export function cutFor(attributes: readonly Attribute[]): BilledCut | null {
  const needed = attributes.filter(attribute => attribute !== 'source');
  if (needed.every(attribute => attribute === 'model' || attribute === 'project' || attribute === 'key')) return 'project';
  if (needed.every(attribute => attribute === 'model' || attribute === 'user')) return 'user';
  return null;
}

/** Whether rows grouped by `groupedBy` have every one of `attributes`. A refused grouping has none. */
export function carries(groupedBy: readonly string[], attributes: readonly Attribute[]): boolean {
  return groupedBy.length > 0 && attributes.every(attribute => attribute === 'source' || groupedBy.includes(groupingOf[attribute] ?? ''));
}
