import type { Selectable } from 'kysely';
import { keptIn } from '#core/kept-in.ts';
import { keyOf } from '#core/key-of.ts';
import type { NanoUsd } from '#core/money/nano-usd.ts';
import type { Unpriced } from '#core/prices/cost.ts';
import { disjointParts } from '#core/prices/disjoint-units.ts';
import type { Day } from '#core/time/day.ts';
import type { BilledCut } from '#core/usage/billed-row.ts';
import { subjectOfUsage } from '#core/usage/billed-subject.ts';
import { type QuantityName, quantityNames } from '#core/usage/usage-row.ts';
import type { UsedPart } from '#core/usage/whole-bill.ts';
import { atOnce } from '../database/dialect.ts';
import type { Schema } from '../database/schema.ts';
import { remembered } from '../database/version-cache.ts';
import { quantityColumns, storedQuantities, storedUnpriced } from '../ledger/row-values.ts';
import { operationOf } from '../ledger/stored-usage.ts';
import type { DaysRead } from './coverage.ts';

/** Whose a row is. */
export interface Ids {
  readonly model: string;
  readonly project: string;
  readonly key: string;
  readonly user: string;
}

interface YoungUsage extends Ids {
  readonly subject: string;
  readonly tier: string;
  /** What nothing prices, in disjoint units. */
  readonly unpriced: readonly Unpriced[];
  /** Null when none of it is priced. */
  readonly estimatedNanoUsd: NanoUsd | null;
}

export interface YoungLine extends Ids {
  readonly cut: BilledCut;
  readonly label: string;
  readonly nanoUsd: NanoUsd;
  readonly quantity: number | null;
  readonly quantityUnit: string | null;
}

/** The rows of one source on a day whose bill isn't final. */
export interface YoungDay {
  readonly usage: readonly YoungUsage[];
  /** By subject and unit. */
  readonly used: readonly Omit<UsedPart, 'expectedNanoUsd'>[];
  readonly lines: readonly YoungLine[];
}

/** The rows of `day` by source. Only the few days that may still grow are read this way. */
export const youngDay = remembered((_read, day) => day, readYoungDay);

async function readYoungDay({ database }: DaysRead, day: Day): Promise<ReadonlyMap<string, YoungDay>> {
  const [usage, lines] = await atOnce(database, [
    () => database.selectFrom('usage_row').where('day', '=', day).select(columns).execute(),
    () => database.selectFrom('billed_row').where('day', '=', day).selectAll().execute(),
  ]);
  const usageBySource = Map.groupBy(usage, ({ source }) => source);
  const linesBySource = Map.groupBy(lines, ({ source }) => source);
  const sources = new Set([...usageBySource.keys(), ...linesBySource.keys()]);
  return new Map([...sources].map(source => [source, youngDayOf(usageBySource.get(source) ?? [], linesBySource.get(source) ?? [])]));
}

/** Other columns would only cost time. */
const columns = [
  ...(['source', 'operation', 'model', 'project_id', 'key_id', 'user_id'] as const),
  ...(['estimated_nano_usd', 'is_approximate', 'service_tier', 'unpriced', 'estimated_by_unit'] as const),
  ...quantityNames.map(name => quantityColumns[name]),
];

type UsageColumns = Pick<Selectable<Schema['usage_row']>, (typeof columns)[number]>;

function youngDayOf(usage: readonly UsageColumns[], lines: readonly Selectable<Schema['billed_row']>[]): YoungDay {
  return {
    usage: usage.map(row => ({
      ...idsOf(row),
      ...{ subject: subjectOf(row), tier: row.service_tier, unpriced: storedUnpriced(row), estimatedNanoUsd: row.estimated_nano_usd },
    })),
    used: usedParts(usage),
    lines: lines.map(row => ({
      ...idsOf(row),
      cut: row.cut === 'user' ? 'user' : 'project',
      label: row.line_item,
      nanoUsd: row.amount_nano_usd,
      quantity: row.quantity,
      quantityUnit: row.quantity_unit,
    })),
  };
}

function idsOf({ model, project_id, key_id, user_id }: Pick<UsageColumns, 'model' | 'project_id' | 'key_id' | 'user_id'>): Ids {
  return { model, project: project_id, key: key_id, user: user_id };
}

function subjectOf({ operation, model }: UsageColumns): string {
  return subjectOfUsage(operationOf(operation), model);
}

type GrowingPart = { -readonly [name in keyof YoungDay['used'][number]]: YoungDay['used'][number][name] };

function usedParts(usage: readonly UsageColumns[]): GrowingPart[] {
  const parts = new Map<string, GrowingPart>();
  const add = (subject: string, unit: QuantityName | null, quantity: number, listNanoUsd: NanoUsd, isCertain: boolean) => {
    const part = keptIn(parts, keyOf(subject, unit ?? ''), () => ({ subject, unit, quantity: 0, listNanoUsd: 0n, isCertain: true }));
    part.quantity += quantity;
    part.listNanoUsd += listNanoUsd;
    part.isCertain &&= isCertain;
  };
  for (const row of usage) {
    const subject = subjectOf(row);
    const isCertain = row.is_approximate === 0n;
    const unpriced = new Set(storedUnpriced(row).map(({ unit }) => unit));
    const { parts: units } = disjointParts(storedQuantities(row));
    const costs = costsByUnit(
      row,
      units.map(([unit]) => unit).filter(unit => !unpriced.has(unit)),
    );
    for (const [unit, quantity] of units) {
      const cost = costs.get(unit);
      if (cost !== undefined || unpriced.has(unit)) add(subject, unit, quantity, cost ?? 0n, isCertain && !unpriced.has(unit));
    }
    const cost = costs.get(null);
    if (cost !== undefined) add(subject, null, 0, cost, isCertain);
  }
  return [...parts.values()];
}

/** The estimate by unit; in equal shares of `units` in a row of an older spendbot, or under null if it counted nothing we know. */
function costsByUnit(row: UsageColumns, units: readonly QuantityName[]): ReadonlyMap<QuantityName | null, NanoUsd> {
  const { estimated_by_unit: byUnit, estimated_nano_usd: nanoUsd } = row;
  if (byUnit !== '') {
    const costs = JSON.parse(byUnit) as Record<QuantityName, string>;
    return new Map(Object.entries(costs).map(([unit, cost]) => [unit as QuantityName, BigInt(cost)]));
  }
  if (nanoUsd === null || nanoUsd === 0n) return new Map();
  const [first = null, ...others] = units;
  const share = nanoUsd / BigInt(others.length + 1);
  return new Map([[first, nanoUsd - share * BigInt(others.length)], ...others.map(unit => [unit, share] as const)]);
}
