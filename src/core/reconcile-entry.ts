import type { Compared } from './gap.ts';
import type { NanoUsd } from './money/nano-usd.ts';
import { fineTunedBase } from './prices/layer.ts';
import { namedTier } from './prices/offer.ts';
import type { Day } from './time/day.ts';
import { readLineItem } from './usage/line-item.ts';
import { type QuantityName, toolNames, type UsageKey } from './usage/usage-row.ts';

/** What a day's usage of one unit is estimated to cost. */
export interface EstimatedPart extends Pick<UsageKey, 'day' | 'operation' | 'model' | 'serviceTier'> {
  /** Null where the estimate is not known by unit. */
  readonly unit: QuantityName | null;
  /** Null where no price covers it. */
  readonly nanoUsd: NanoUsd | null;
  readonly isApproximate: boolean;
}

/** What a day's bill says of one line item. */
export interface BilledPart {
  readonly day: Day;
  readonly lineItem: string;
  readonly amountNanoUsd: NanoUsd;
}

/** One amount of either side, under what both sides have in common. */
export interface Entry extends Compared {
  readonly side: 'billed' | 'estimated';
  readonly day: Day;
  /** See `Gap.subject`. */
  readonly subject: string;
  readonly about: 'model' | 'tool' | 'line item';
  /** Of usage what OpenAI reports; of a line item empty where it names none, which may be any. */
  readonly tier: string;
  readonly unit: QuantityName | null;
  readonly isUnpriced: boolean;
  /** The line item says long context, or the estimate says that it may be. */
  readonly mayBeLong: boolean;
}

/** The subject of everything where usage is not split by model. */
const allModels = 'all models';

/** Both sides as entries. Where OpenAI refused to split usage by model, models are compared as one. */
export function entriesOf(estimated: readonly EstimatedPart[], billed: readonly BilledPart[]): Entry[] {
  const isSplit = estimated.every(({ model, operation, nanoUsd }) => model !== '' || toolNames.has(operation) || nanoUsd === 0n);
  const subjectOf = (model: string) => (isSplit ? (fineTunedBase(model) ?? model) : allModels);
  return [...estimated.map(part => entryOfUsage(part, subjectOf)), ...billed.map(part => entryOfLineItem(part, subjectOf))];
}

function entryOfUsage(
  { day, operation, model, serviceTier, unit, nanoUsd, isApproximate }: EstimatedPart,
  subjectOf: (model: string) => string,
): Entry {
  const tool = toolNames.get(operation);
  return {
    side: 'estimated',
    day,
    subject: tool ?? subjectOf(model),
    about: tool === undefined ? 'model' : 'tool',
    tier: namedTier(serviceTier),
    unit,
    billedNanoUsd: 0n,
    estimatedNanoUsd: nanoUsd ?? 0n,
    isUnpriced: nanoUsd === null,
    mayBeLong: isApproximate,
  };
}

function entryOfLineItem({ day, lineItem, amountNanoUsd }: BilledPart, subjectOf: (model: string) => string): Entry {
  const { model, fineTunedBase: base, tool, unit, tier, isLongContext } = readLineItem(lineItem);
  const named = model || base;
  const toolName = tool === null ? undefined : toolNames.get(tool);
  return {
    side: 'billed',
    day,
    subject: toolName ?? (named === '' ? lineItem : subjectOf(named)),
    about: toolName !== undefined ? 'tool' : named === '' ? 'line item' : 'model',
    tier,
    unit,
    billedNanoUsd: amountNanoUsd,
    estimatedNanoUsd: 0n,
    isUnpriced: false,
    mayBeLong: isLongContext,
  };
}
