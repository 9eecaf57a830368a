import { expect, it } from 'vitest';
import type { FigureCell } from '#core/usage/figure-cell.ts';
import { groupsOf } from '#core/usage/group-cells.ts';
import { bandsOf } from '#features/answers/chart-bands.ts';

it('the band of a tier holds what was reported under both of its names', async () => {
  const day = '2026-11-25';
  const cell = (tier: string, costNanoUsd: bigint): FigureCell => ({
    day,
    source: '',
    ids: [tier],
    lineItem: '',
    costNanoUsd,
    counts: null,
  });
  const cells = [cell('fast', 3n), cell('priority', 4n), cell('default', 5n)];
  const costsBy = async ({ only }: { readonly only?: { readonly ids: readonly string[] } | undefined }) =>
    cells.filter(({ ids: [id = ''] }) => only?.ids.includes(id));
  const series = [{ day, costNanoUsd: 12n, requests: 3, inputTokens: 0, outputTokens: 0 }];
  const { bands } = await bandsOf(
    { costsBy, countsBy: costsBy },
    groupsOf(cells, ['tier'], ['tier'], 'cost'),
    { metric: 'cost', dimension: 'tier', period: { from: day, to: '2026-11-26' }, series, top: null, places: null },
    (_, id) => id,
  );
  expect(bands).toEqual([
    { label: 'priority', costNanoUsd: [7n] },
    { label: 'default', costNanoUsd: [5n] },
  ]);
});
