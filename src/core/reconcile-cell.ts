import type { Entry } from './reconcile-entry.ts';
import type { QuantityName } from './usage/usage-row.ts';

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
    ...(unit === null ? [] : [unit.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)]),
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
