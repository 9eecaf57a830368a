import { absolute } from '#core/money/nano-usd.ts';
import { causeOf } from '#show/cause-words.ts';
import { formatShare } from '#show/format-figures.ts';
import { shortModels } from '#show/short-models.ts';
import { subjectOf } from '../verdict/budget-outcome.ts';
import { type Explanation, explanationOf, type Mover, withModelNames } from '../verdict/mover.ts';
import { leastTimes, multiple } from '../verdict/times-words.ts';
import { explainingTimes } from '../why/because.ts';
import type { AlertView } from './view.ts';

interface RiseOptions {
  /** What stands between a name and its amount. */
  readonly separator: ': ' | ', ';
  /** Whether what it cost before was usual, so that its use was. */
  readonly isBaseUsual: boolean;
}

/** What explains a rise of `changeNanoUsd`, with how much more was used where that is known: `Search on gpt-5.5: +$747, 140 times its usual tokens`. */
export function explainedRise(
  changeNanoUsd: bigint,
  movers: readonly Mover[],
  { separator, isBaseUsual }: RiseOptions,
): Explanation | null {
  const [its, theModels] = isBaseUsual ? ['its usual', 'the model’s usual'] : ['the', 'the model’s'];
  const reasonOf = (mover: Mover, model: Mover | null) =>
    moreUse(mover, its) ?? (model === null ? null : moreUse(model, theModels)) ?? causeOf(mover);
  return explanationOf(changeNanoUsd, movers, { separator, reasonOf });
}

/** Null where the price made part of the change, and where the quantity doesn't explain it. */
function moreUse(mover: Mover, whose: string): string | null {
  const { presence, quantity, beforeNanoUsd, volumeNanoUsd, priceNanoUsd } = mover;
  if (presence !== 'both' || !quantity || quantity.before === 0 || beforeNanoUsd === undefined) return null;
  if (volumeNanoUsd <= 0n || absolute(priceNanoUsd) * 4n >= volumeNanoUsd) return null;
  const times = explainingTimes({ beforeNanoUsd, volumeNanoUsd }, quantity);
  if (times === null || times <= 1) return null;
  if (times < leastTimes) return `${formatShare(times - 1)} more ${quantity.unit}`;
  return `${multiple(times)} ${whose} ${quantity.unit}`;
}

/** `view` for sentences, which name models without a snapshot's date where they stay different. The alert's own subject keeps its name. */
export function withShortCauses(view: AlertView): AlertView {
  const { causes, largest, finding } = view;
  const subject = 'scope' in finding ? subjectOf(finding.scope) : '';
  const models = [...(causes?.parts ?? []), ...largest].filter(({ dimension }) => dimension === 'model').map(({ label }) => label);
  const short = shortModels(models);
  const named = (model: string) => (model === subject ? model : short(model));
  return {
    ...view,
    causes: causes === null ? null : { ...causes, parts: causes.parts.map(part => withModelNames(part, named)) },
    largest: largest.map(part => (part.dimension === 'model' ? { ...part, label: named(part.label) } : part)),
  };
}
