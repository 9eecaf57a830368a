import type { NanoUsd } from '#core/money/nano-usd.ts';
import { fineTunedBase } from '#core/prices/layer.ts';
import { namedTier } from '#core/prices/offer.ts';
import type { Day } from '#core/time/day.ts';
import { readLineItem } from '#core/usage/line-item.ts';
import { sameTier } from '#core/usage/service-tier.ts';
import { type QuantityName, toolNames, type UsageKey } from '#core/usage/usage-row.ts';
import { inWords } from '#show/phrases.ts';
import type { Compared } from './gap.ts';

/** The estimated cost of one unit of a day's usage. */
export interface EstimatedPart extends Pick<UsageKey, 'day' | 'operation' | 'model' | 'serviceTier'> {
  /** Null if the estimate is not known by unit. */
  readonly unit: QuantityName | null;
  /** Null if it has no price. */
  readonly nanoUsd: NanoUsd | null;
  readonly isApproximate: boolean;
}

/** A day's billed amount for one line item. */
export interface BilledLineItem {
  readonly day: Day;
  readonly lineItem: string;
  readonly amountNanoUsd: NanoUsd;
}

/** One billed or estimated amount, labeled in terms that both sides share. */
export interface Entry extends Compared {
  readonly side: 'billed' | 'estimated';
  readonly day: Day;
  /** See `Gap.subject`. */
  readonly subject: string;
  readonly about: 'model' | 'tool' | 'line item';
  /** For usage, as OpenAI reports it. Empty for a line item that names none: it may be any tier. */
  readonly tier: string;
  readonly unit: QuantityName | null;
  readonly isUnpriced: boolean;
  /** Whether the line item says long context, or the estimate says it may be. */
  readonly mayBeLong: boolean;
}

/** The one subject if usage is not split by model. */
const allModels = 'all models';

/** Both sides as entries. If OpenAI did not split usage by model, all models are compared as one. */
export function entriesOf(estimated: readonly EstimatedPart[], billed: readonly BilledLineItem[]): Entry[] {
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

function entryOfLineItem({ day, lineItem, amountNanoUsd }: BilledLineItem, subjectOf: (model: string) => string): Entry {
  const { model, fineTunedBase: base, tool, unit, tier, isLongContext } = readLineItem(lineItem);
  const named = model || base;
  const toolName = tool === null ? undefined : toolNames.get(tool);
  return {
    side: 'billed',
    day,
    subject: toolName ?? (named === '' ? lineItem : subjectOf(named)),
    about: toolName !== undefined ? 'tool' : named === '' ? 'line item' : 'model',
    tier: sameTier(tier),
    unit,
    billedNanoUsd: amountNanoUsd,
    estimatedNanoUsd: 0n,
    isUnpriced: false,
    mayBeLong: isLongContext,
  };
}

/** Entries of both sides that should agree: one subject, and one tier and unit as far as both sides tell them apart. */
export interface Comparison {
  readonly subject: string;
  readonly about: Entry['about'];
  /** The tier that both sides name; null combines all others. */
  readonly tier: string | null;
  /** Null combines all units, if one side does not name them. */
  readonly unit: QuantityName | null;
  readonly entries: readonly Entry[];
}

export function comparisonsOf(entries: readonly Entry[]): Comparison[] {
  return [...Map.groupBy(entries, ({ about, subject }) => JSON.stringify([about, subject])).values()].flatMap(byTier);
}

/** `priority, cached input tokens`, `batch`, `input tokens`; `everything` if neither tier nor unit is told apart. */
export function nameOfComparison({ tier, unit }: Comparison): string {
  return [tier, unit && inWords(unit)].filter(word => word !== null).join(', ') || 'everything';
}

/** Separates a tier that usage and bill both name. Line items without a tier stand for all the others. */
function byTier(entries: readonly Entry[]): Comparison[] {
  const named = (side: Entry['side']) => new Set(entries.filter(entry => entry.side === side).map(({ tier }) => tier));
  const [billed, used] = [named('billed'), named('estimated')];
  const tiers = Map.groupBy(entries, ({ tier }) => (billed.has(tier) && used.has(tier) ? tier : null));
  return [...tiers].flatMap(([tier, own]) => byUnit(tier, own));
}

function byUnit(tier: string | null, entries: readonly Entry[]): Comparison[] {
  const [{ subject, about } = { subject: '', about: 'line item' as const }] = entries;
  const isOneSided = entries.every(({ side }) => side === entries[0]?.side);
  if (isOneSided || entries.some(({ unit }) => unit === null)) return [{ subject, about, tier, unit: null, entries }];
  return [...Map.groupBy(entries, ({ unit }) => unit)].map(([unit, own]) => ({ subject, about, tier, unit, entries: own }));
}
