import type { Day } from '#core/time/day.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import { type UsageEndpoint, usageAttributes } from './admin-wire.ts';
import type { NotUnderstood } from './source.ts';
import { notUnderstood, withoutZeros } from './wire.ts';

/** One result of a usage endpoint as a row of ours, or why it cannot be one. `where` says where it was. */
export function readUsageResult(endpoint: UsageEndpoint, day: Day, result: unknown, where: string): UsageRow | NotUnderstood {
  const attributes = usageAttributes.safeParse(result);
  if (!attributes.success) return notUnderstood(result, where, attributes.error);
  const quantities = endpoint.quantities.safeParse(result);
  if (!quantities.success) return notUnderstood(result, where, quantities.error);
  const { model, project_id, user_id, api_key_id, batch, service_tier } = attributes.data;
  return {
    day,
    operation: endpoint.operation,
    model,
    variant: endpoint.variant === null ? '' : attributes.data[endpoint.variant],
    project: project_id,
    user: user_id,
    key: api_key_id,
    // Batch sets the price, whatever tier is reported beside it.
    serviceTier: batch ? 'batch' : service_tier,
    quantities: withoutZeros(quantities.data),
  };
}
