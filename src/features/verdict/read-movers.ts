import { ascending } from '#core/ascending.ts';
import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Filter } from '#core/query/query.ts';
import type { Instant } from '#core/time/day.ts';
import type { Period } from '#core/time/period.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { Causes, NamedContributor } from '#core/usage/lead-cause.ts';
import type { CostChange } from '#core/usage/split-change.ts';
import { seriesOf } from '#data/figures/daily-costs.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { readCauses } from './causes.ts';
import { inCents } from './in-cents.ts';
import { type Mover, publicMovers } from './mover.ts';
import { type OutlierDay, outlierDay } from './outlier-day.ts';

/** What moved between two periods, in cents that add up, and whether the earlier one was read whole: growth from a gap is no growth. */
export interface MoversRead {
  readonly movers: readonly Mover[];
  /** The largest part of what the later period cost, one a dimension. */
  readonly largest: readonly LargestPart[];
  readonly change: CostChange;
  readonly outlier: OutlierDay | null;
  readonly isWhole: boolean;
}

export interface LargestPart {
  readonly dimension: Mover['dimension'];
  readonly label: string;
  readonly costNanoUsd: NanoUsd;
  /** Of everything the period cost, 0 to 1. */
  readonly share: number;
}

interface Split {
  readonly dimension: Mover['dimension'];
  readonly contributors: readonly NamedContributor[];
}

/** Per dimension; the largest changes first. */
const mostMovers = 5;

/** The largest changes from `previous` to `period` by model and project; by person and key only with `maySeePeople`. */
export async function moversSince(
  parts: AskParts,
  asked: { readonly period: Period; readonly previous: Period; readonly filters: readonly Filter[]; readonly now: Instant },
  maySeePeople: boolean,
): Promise<MoversRead> {
  const { causes, read } = await readCauses(parts, asked);
  const shownOf = ({ by }: Causes) =>
    by.flatMap(({ attribute, contributors }): Split[] => {
      const isShown = isMoverDimension(attribute) && (maySeePeople || attribute === 'model' || attribute === 'project');
      return isShown ? [{ dimension: attribute, contributors }] : [];
    });
  const told = inCents(causes);
  const movers = shownOf(told).flatMap(({ dimension, contributors }) => moversOf(dimension, contributors));
  return {
    movers: maySeePeople ? movers : publicMovers(movers),
    largest: shownOf(causes).flatMap(({ dimension, contributors }) => largestOf(dimension, contributors, causes.change.afterNanoUsd)),
    change: told.change,
    outlier: outlierDay(seriesOf(read.cells, asked.period), seriesOf(read.cells, asked.previous)),
    isWhole: read.coverage.missingDays(asked.previous).length === 0,
  };
}

function moversOf(dimension: Mover['dimension'], contributors: readonly NamedContributor[]): Mover[] {
  // Nobody's part is told by what it was for.
  const isNobodys = ({ id }: NamedContributor) => dimension !== 'model' && id === '';
  const changed = contributors.filter(one => one.beforeNanoUsd !== one.afterNanoUsd && !isNobodys(one));
  return changed.slice(0, mostMovers).map(contributor => {
    const {
      label,
      presence,
      beforeNanoUsd,
      afterNanoUsd,
      priceNanoUsd,
      volumeNanoUsd,
      quantity,
      isAcrossBases,
      owner,
      madeBy = [],
    } = contributor;
    const change = { changeNanoUsd: afterNanoUsd - beforeNanoUsd, priceNanoUsd, volumeNanoUsd, beforeNanoUsd, quantity };
    return {
      dimension,
      label,
      presence,
      ...change,
      ...(isAcrossBases ? { isAcrossBases } : {}),
      ...(owner === undefined ? {} : { owner }),
      ...(madeBy.length === 0 ? {} : { madeBy: madeBy.flatMap(madePart) }),
    };
  });
}

function madePart({ attribute, label, changeNanoUsd }: NonNullable<NamedContributor['madeBy']>[number]) {
  return isMoverDimension(attribute) ? [{ dimension: attribute, label, changeNanoUsd }] : [];
}

function isMoverDimension(attribute: Attribute): attribute is Mover['dimension'] {
  return attribute === 'model' || attribute === 'project' || attribute === 'user' || attribute === 'key';
}

function largestOf(dimension: Mover['dimension'], contributors: readonly NamedContributor[], total: NanoUsd): LargestPart[] {
  const [largest] = contributors.toSorted((a, b) => ascending(b.afterNanoUsd, a.afterNanoUsd));
  if (largest === undefined || largest.afterNanoUsd <= 0n || total <= 0n) return [];
  const { label, afterNanoUsd } = largest;
  return [{ dimension, label, costNanoUsd: afterNanoUsd, share: Number(afterNanoUsd) / Number(total) }];
}
