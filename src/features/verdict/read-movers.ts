import type { Filter } from '#core/query/query.ts';
import type { Instant } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { readCauses } from '../why/causes.ts';
import type { Mover } from './mover.ts';

/** What moved between two periods, and whether the earlier one was read whole: growth from a gap is no growth. */
export interface MoversRead {
  readonly movers: readonly Mover[];
  readonly isWhole: boolean;
}

/** Per dimension; the largest changes first. */
const readMovers = 5;

/** The largest changes from `previous` to `period` by model and project; by person and key only with `maySeePeople`. */
export async function moversSince(
  parts: AskParts,
  asked: { readonly period: Period; readonly previous: Period; readonly filters: readonly Filter[]; readonly now: Instant },
  maySeePeople: boolean,
): Promise<MoversRead> {
  const { causes, read } = await readCauses(parts, asked);
  const movers = causes.by
    .filter(({ attribute }) => maySeePeople || attribute === 'model' || attribute === 'project')
    .flatMap(({ attribute, contributors }) =>
      attribute !== 'model' && attribute !== 'project' && attribute !== 'user' && attribute !== 'key'
        ? []
        : contributors
            .filter(({ beforeNanoUsd, afterNanoUsd }) => beforeNanoUsd !== afterNanoUsd)
            .slice(0, readMovers)
            .map(({ label, presence, beforeNanoUsd, afterNanoUsd, priceNanoUsd, volumeNanoUsd }) => ({
              ...{ dimension: attribute, label, presence, changeNanoUsd: afterNanoUsd - beforeNanoUsd, priceNanoUsd, volumeNanoUsd },
            })),
    );
  return { movers, isWhole: read.coverage.missingDays(asked.previous).length === 0 };
}
