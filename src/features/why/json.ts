import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import type { NamedContributor } from '#core/usage/lead-cause.ts';
import type { CostChange } from '#core/usage/split-change.ts';
import { leftOutJson } from '#show/left-out-text.ts';
import type { WhyView } from './view.ts';
import { isAmountKnown } from './words.ts';

/** The JSON of `ask why --json`, in USD with nine decimals. Volume and price sum to `changeUsd`, and so does each split it has. */
export function whyJson(view: WhyView) {
  return {
    readAs: view.readAs,
    period: { from: view.from, to: view.to },
    previous: view.previous,
    ...(view.detailsFrom === undefined ? {} : { detailsFrom: view.detailsFrom }),
    basis: view.basis,
    listPricePercent: view.listPricePercent ?? null,
    previousBasis: view.previousBasis,
    ...knownChange(view),
    changePercent: view.changePercent,
    by: Object.fromEntries(view.causes.by.map(({ attribute, contributors }) => [attribute, contributors.map(contributorJson)])),
    unpriced: view.unpricedNotInCost,
    estimatedAsBilled: view.estimatedAsBilled ?? [],
    missingDays: view.missingDays,
    leftOut: leftOutJson(view),
    provisionalDays: view.provisionalDays,
    dataThrough: view.dataThrough,
  };
}

/** Null for what a period cost of which nothing is known. */
function knownChange({ causes: { change }, basis, previousBasis }: WhyView) {
  const isKnown = { before: isAmountKnown(change.beforeNanoUsd, previousBasis), after: isAmountKnown(change.afterNanoUsd, basis) };
  const all = changeJson(change);
  return {
    ...all,
    ...(isKnown.before ? {} : { beforeUsd: null }),
    ...(isKnown.after ? {} : { afterUsd: null }),
    ...(isKnown.before && isKnown.after ? {} : { changeUsd: null, volumeUsd: null, priceUsd: null }),
  };
}

function contributorJson(contributor: NamedContributor) {
  const { id, label, presence, quantity } = contributor;
  return { key: id || null, label, ...changeJson(contributor), presence, quantity };
}

function changeJson({ beforeNanoUsd, afterNanoUsd, volumeNanoUsd, priceNanoUsd }: CostChange) {
  return {
    beforeUsd: decimalFromNanoUsd(beforeNanoUsd),
    afterUsd: decimalFromNanoUsd(afterNanoUsd),
    changeUsd: decimalFromNanoUsd(afterNanoUsd - beforeNanoUsd),
    volumeUsd: decimalFromNanoUsd(volumeNanoUsd),
    priceUsd: decimalFromNanoUsd(priceNanoUsd),
  };
}
