import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import type { Backend } from './backend.ts';
import { type BucketPage, type BucketRow, bucketPage, bucketParams } from './buckets.ts';
import { type Charge, totalNanoUsd } from './charges.ts';
import { groupByParam, grouped } from './grouping.ts';
import { listParam, refuseUnknownParams } from './query-params.ts';
import { organization } from './team.ts';

const attributeOf = {
  project_id: charge => charge.projectId,
  user_id: charge => charge.userId,
  line_item: charge => charge.lineItem,
  api_key_id: charge => charge.apiKeyId,
  api_source: () => 'unlabeled',
} satisfies Record<string, (charge: Charge) => string | null>;
type CostDimension = keyof typeof attributeOf;
const dimensions: readonly CostDimension[] = ['project_id', 'user_id', 'line_item', 'api_key_id', 'api_source'];

const filterParams = { project_ids: 'project_id', api_key_ids: 'api_key_id', line_items: 'line_item' } as const;

/** The answer of `/v1/organization/costs`: at most 180 days a page, with fields that the specification lacks but the live API has. */
export function costsPage(query: URLSearchParams, backend: Backend): BucketPage<BucketRow> {
  refuseUnknownParams(query, [...bucketParams, ...Object.keys(filterParams)]);
  const by = groupByParam(query, dimensions, 'costs', backend.refuse);
  const filters = Object.entries(filterParams).flatMap(([param, dimension]) => {
    const wanted = listParam(query, param);
    return wanted.length === 0 ? [] : [{ dimension, wanted }];
  });
  return bucketPage(query, 180, backend.now, (day, holds) => {
    const charges = backend.ledger
      .charges(day, backend.now)
      .filter(
        charge => holds(charge.at) && filters.every(({ dimension, wanted }) => wanted.includes(attributeOf[dimension](charge) ?? '')),
      );
    const groups = grouped(charges, dimensions, by, (charge, dimension) => attributeOf[dimension](charge));
    return groups.map(({ values, items }, index) => ({
      object: 'organization.costs.result',
      amount: { value: amountOf(items, index, backend.amounts), currency: 'usd' },
      ...values,
      ...quantityOf(items, by.includes('line_item')),
      ...(backend.identity.includes('rows') ? { organization_id: organization.id, organization_name: organization.name } : {}),
    }));
  });
}

/** The sum: a number (below a millionth, JSON writes an exponent), or for every third row a string with 16 decimals. */
function amountOf(charges: readonly Charge[], index: number, amounts: Backend['amounts']): string | number {
  const sum = decimalFromNanoUsd(totalNanoUsd(charges));
  return amounts === 'mixed' && index % 3 === 2 ? `${sum}0000000` : Number(sum);
}

function quantityOf(charges: readonly Charge[], isOneLineItem: boolean): { quantity: number | null; quantity_unit: string | null } {
  const counted = charges.flatMap(({ quantity }) => (quantity === null ? [] : [quantity]));
  if (!isOneLineItem || counted.length === 0) return { quantity: null, quantity_unit: null };
  return { quantity: counted.reduce((sum, quantity) => sum + quantity, 0), quantity_unit: charges[0]?.quantityUnit ?? null };
}
