import { expect, it } from 'vitest';
import { usageEndpoints } from '#collect/openai/admin-wire.ts';
import { finestGroupings } from '#core/usage/finest-groupings.ts';

it('the finest groupings are those that the organisation is asked for', () => {
  for (const { id, groupBy } of usageEndpoints) expect([id, finestGroupings[id]?.toSorted()]).toEqual([id, groupBy.toSorted()]);
  const costs = Object.keys(finestGroupings).filter(id => id.startsWith('costs/'));
  expect(Object.keys(finestGroupings)).toHaveLength(usageEndpoints.length + costs.length);
  expect(costs.sort()).toEqual(['costs/project', 'costs/user']);
});
