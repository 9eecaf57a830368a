import type { Fraction, NanoUsd } from '#core/money/nano-usd.ts';
import { disjointParts } from '#core/prices/disjoint-units.ts';
import { type Day, dayOf, type Instant } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import { subjectOfUsage } from '#core/usage/billed-subject.ts';
import { readLineItem } from '#core/usage/line-item.ts';
import type { Named } from '#core/usage/team-names.ts';
import type { UnpricedModel } from '#core/usage/usage-figures.ts';
import { type Operation, type QuantityName, quantityNames, toolNames } from '#core/usage/usage-row.ts';
import type { Database } from '#data/database/open.ts';
import { dayBills } from '#data/figures/billed-days.ts';
import { readCoverage } from '#data/figures/coverage.ts';
import { atLevel } from '#data/figures/expected-day.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { unpricedCells } from '#data/figures/read-figures.ts';
import { unpricedOfRow } from '#data/figures/young-days.ts';
import { quantityColumns } from '#data/ledger/row-values.ts';
import { daysVersionOf, sourceStates } from '#data/ledger/source-states.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { operationOf, type StoredDay, storedDays } from '#data/ledger/stored-usage.ts';
import { unpricedOf } from '../answers/answer-figures.ts';
import { estimateByUnit } from '../check/entries-store.ts';

/**
 * Every charge of `period`, by day: billed on days that answers take from the bill, estimated on the others. They sum
 * to the total of an answer for the period. Unpriced usage has no charge: see {@link notCharged}.
 */
export async function* charges(parts: AskParts, period: Period, now: Instant): AsyncGenerator<Charge> {
  const { database } = parts;
  const called = await readCalled(database);
  const daysVersion = daysVersionOf(await sourceStates(database));
  const { billed: isBilled, expected } = await dayBills({ ...parts, daysVersion, today: dayOf(now) }, 'project', [], period);
  for await (const { usage, billed } of storedDays(database, daysOf(period))) {
    for (const row of billed) {
      const counts = isBilled.has(row.source, row.day) || expected(row.source, row.day)?.includes(row.line_item);
      if (row.cut === 'project' && counts) yield billedCharge(row, called);
    }
    for (const row of usage) {
      if (isBilled.has(row.source, row.day)) continue;
      const ofDay = expected(row.source, row.day);
      const subject = subjectOfUsage(operationOf(row.operation), row.model);
      const level = ofDay?.levelOf(subject);
      if (level === null) continue;
      const listed = atLevelByUnit(estimateByUnit(row), level ?? { numerator: 1n, denominator: 1n });
      const asBilled = ofDay?.asBilled(subject, row.service_tier, unpricedOfRow(row)) ?? [];
      yield* estimatedCharges(row, called, [...listed, ...asBilled]);
    }
  }
}

/** What the charges of `period` leave out, as of `now`. */
export async function notCharged({ database, settleDays }: AskParts, period: Period, now: Instant): Promise<NotCharged> {
  const states = await sourceStates(database);
  const read = { database, settleDays, daysVersion: daysVersionOf(states), today: dayOf(now) };
  const ids = states.filter(state => state.isActive).map(state => state.source);
  const coverage = await readCoverage(read, [period], ids, now);
  const bills = await dayBills(read, 'project', [], period);
  const unpriced = await unpricedCells(database, period, [{ attribute: 'source', ids, exclude: false }]);
  return { unpriced: unpricedOf(unpriced, bills).unpricedNotInCost, missingDays: coverage.missingDays(period) };
}

export type StoredUsage = StoredDay['usage'][number];
export type StoredBilled = StoredDay['billed'][number];

function billedCharge(row: StoredBilled, called: Called): Charge {
  const { model, fineTunedBase, tool, unit, tier } = readLineItem(row.line_item);
  const quantityUnit = row.quantity_unit === null ? unit : { inWords: row.quantity_unit };
  return {
    basis: 'billed',
    ...ownership(row, called),
    subject: model || fineTunedBase || (tool === null ? '' : (toolNames.get(tool) ?? '')) || row.line_item,
    lineItem: row.line_item,
    unit,
    quantity: row.quantity === null || quantityUnit === null ? null : { count: row.quantity, unit: quantityUnit },
    costNanoUsd: row.amount_nano_usd,
    isApproximate: false,
    operation: tool,
    tier: tier || null,
  };
}

/** One charge for each unit with a cost, or one for the row if an older spendbot did not store the cost of each unit. */
function estimatedCharges(row: StoredUsage, called: Called, costs: ReturnType<typeof estimateByUnit>): Charge[] {
  const operation = operationOf(row.operation);
  const quantities = Object.fromEntries(quantityNames.map(name => [name, Number(row[quantityColumns[name]])]));
  const counts: ReadonlyMap<QuantityName, number> = new Map([
    ['requests', Number(row.requests)],
    ...disjointParts(quantities).parts.map(([unit, count]) => [unit, count] as const),
  ]);
  return costs.map(({ unit, nanoUsd }) => ({
    basis: 'estimated',
    ...ownership(row, called),
    subject: toolNames.get(operation) ?? row.model,
    lineItem: null,
    unit,
    quantity: { count: counts.get(unit ?? 'requests') ?? 0, unit: unit ?? 'requests' },
    costNanoUsd: nanoUsd,
    isApproximate: row.is_approximate === 1n,
    operation,
    tier: row.service_tier || null,
  }));
}

/** Each unit at `level`. The row is rounded once; what rounding its units leaves goes to the first. */
function atLevelByUnit(units: ReturnType<typeof estimateByUnit>, level: Fraction) {
  const sum = (of: typeof units) => of.reduce((total, { nanoUsd }) => total + nanoUsd, 0n);
  const levelled = units.map(({ unit, nanoUsd }) => ({ unit, nanoUsd: atLevel(nanoUsd, level) }));
  const left = atLevel(sum(units), level) - sum(levelled);
  return levelled.map(({ unit, nanoUsd }, index) => ({ unit, nanoUsd: index === 0 ? nanoUsd + left : nanoUsd }));
}

function ownership({ day, source, project_id, user_id, key_id }: StoredUsage | StoredBilled, called: Called) {
  const chargedTo = (of: keyof Called, id: string): ChargedTo | null => (id === '' ? null : { id, name: called[of].get(id) ?? null });
  return { day, source, project: chargedTo('project', project_id), user: chargedTo('user', user_id), key: chargedTo('key', key_id) };
}

/** One charge: a line item that OpenAI bills to a project and key or, on days not billed yet, one unit of a usage row. */
export interface Charge {
  readonly basis: 'billed' | 'estimated';
  readonly day: Day;
  readonly source: string;
  /** A model, `ft:BASE` for all models tuned from one base, a tool, or the line item's own label. */
  readonly subject: string;
  /** The line item as OpenAI labels it; null for an estimate. */
  readonly lineItem: string | null;
  /** Null if the line item does not say. */
  readonly unit: QuantityName | null;
  /** Null if OpenAI does not say how much was billed. `unit` is OpenAI's own term if it gave the quantity: `1000_tokens`. */
  readonly quantity: { readonly count: number; readonly unit: QuantityName | { readonly inWords: string } } | null;
  /** Negative for a credit. */
  readonly costNanoUsd: NanoUsd;
  /** Whether the estimate may be off, because a day of usage does not say everything about its price. */
  readonly isApproximate: boolean;
  readonly project: ChargedTo | null;
  readonly user: ChargedTo | null;
  readonly key: ChargedTo | null;
  /** Null if OpenAI does not say. */
  readonly operation: Operation | null;
  readonly tier: string | null;
}

/** Who or what a charge belongs to. */
interface ChargedTo {
  readonly id: string;
  /** Null if it has none. */
  readonly name: string | null;
}

/** What charges cannot show, because it has no amount. */
export interface NotCharged {
  /** Unpriced usage on days not billed yet, largest first. */
  readonly unpriced: readonly UnpricedModel[];
  /** Days that were not collected, or only partly. */
  readonly missingDays: readonly Day[];
}

/** Display names of projects, users and keys, by id; null for a known one without a name. */
export type Called = Readonly<Record<'project' | 'user' | 'key', ReadonlyMap<string, string | null>>>;

export async function readCalled(database: Database): Promise<Called> {
  const { projects, users, keys } = await readNames(database);
  const namesOf = (named: readonly Named[]) => new Map(named.map(({ id, name, email }) => [id, name ?? email]));
  return { project: namesOf(projects), user: namesOf(users), key: namesOf(keys) };
}
