import type { NanoUsd } from '#core/money/nano-usd.ts';
import { fineTunedBase } from '#core/prices/layer.ts';
import { namedTier } from '#core/prices/offer.ts';
import type { Day } from '#core/time/day.ts';
import { readLineItem } from '#core/usage/line-item.ts';
import { sameTier } from '#core/usage/service-tier.ts';
import { type QuantityName, toolNames, type UsageKey } from '#core/usage/usage-row.ts';
import type { Compared } from './gap.ts';

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
    tier: sameTier(tier),
    unit,
    billedNanoUsd: amountNanoUsd,
    estimatedNanoUsd: 0n,
    isUnpriced: false,
    mayBeLong: isLongContext,
  };
}

/** Entries of both sides that must agree: of one subject, and of one tier and unit as far as both sides tell them apart. */
export interface Cell {
  readonly subject: string;
  readonly about: Entry['about'];
  /** The tier that both sides name; null for whatever else there is, in one. */
  readonly tier: string | null;
  /** Null where one side does not say, and all units are in one. */
  readonly unit: QuantityName | null;
  readonly entries: readonly Entry[];
}

export function cellsOf(entries: readonly Entry[]): Cell[] {
  return [...Map.groupBy(entries, ({ about, subject }) => JSON.stringify([about, subject])).values()].flatMap(byTier);
}

/** `priority, cached input tokens`, `batch`, `input tokens`; `everything` where nothing is told apart. */
export function nameOfCell({ tier, unit }: Cell): string {
  const words = [
    ...(tier === null ? [] : [tier]),
    ...(unit === null ? [] : [unit.replace(/[A-Z]|\d+/g, start => ` ${start.toLowerCase()}`)]),
  ];
  return words.join(', ') || 'everything';
}

/** A tier is told apart where usage and bill both name it. Line items of no tier stand for all that are left. */
function byTier(entries: readonly Entry[]): Cell[] {
  const named = (side: Entry['side']) => new Set(entries.filter(entry => entry.side === side).map(({ tier }) => tier));
  const [billed, used] = [named('billed'), named('estimated')];
  const tiers = Map.groupBy(entries, ({ tier }) => (billed.has(tier) && used.has(tier) ? tier : null));
  return [...tiers].flatMap(([tier, own]) => byUnit(tier, own));
}

function byUnit(tier: string | null, entries: readonly Entry[]): Cell[] {
  const [{ subject, about } = { subject: '', about: 'line item' as const }] = entries;
  const isOneSided = entries.every(({ side }) => side === entries[0]?.side);
  if (isOneSided || entries.some(({ unit }) => unit === null)) return [{ subject, about, tier, unit: null, entries }];
  return [...Map.groupBy(entries, ({ unit }) => unit)].map(([unit, own]) => ({ subject, about, tier, unit, entries: own }));
}
