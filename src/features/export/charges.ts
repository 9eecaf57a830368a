import type { Fraction, NanoUsd } from '#core/money/nano-usd.ts';
import { namedTier } from '#core/prices/offer.ts';
import type { PriceBook } from '#core/prices/price-book.ts';
import { type Day, dayOf, type Instant } from '#core/time/day.ts';
import { daysOf, type Period } from '#core/time/period.ts';
import { subjectOfUsage } from '#core/usage/billed-subject.ts';
import { readLineItem } from '#core/usage/line-item.ts';
import type { Named } from '#core/usage/team-names.ts';
import type { UnpricedModel } from '#core/usage/usage-figures.ts';
import { type Operation, type QuantityName, toolNames } from '#core/usage/usage-row.ts';
import type { Database } from '#data/database/open.ts';
import { asBilled, nothingAsBilled, unitsAsBilled } from '#data/figures/as-billed.ts';
import { dayBills } from '#data/figures/billed-days.ts';
import { readCoverage } from '#data/figures/coverage.ts';
import { atLevel } from '#data/figures/expected-day.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { unpricedUsage } from '#data/figures/unpriced-usage.ts';
import { accountIdOf, storedOrganizations } from '#data/ledger/organizations.ts';
import { storedUnpriced } from '#data/ledger/row-values.ts';
import { daysVersionOf, type SourceState, sourceStates } from '#data/ledger/source-states.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { operationOf, storedDays } from '#data/ledger/stored-usage.ts';
import { unpricedOf } from '../answers/answer-figures.ts';
import { estimateByUnit } from '../check/entries-store.ts';
import { type LineUsage, lineUsage, type StoredBilled } from './line-usage.ts';
import { type StoredUsage, type UnitAtList, usageAtList } from './usage-at-list.ts';

/**
 * Every charge of `period`, by day: billed on days that answers take from the bill, estimated on the others. They sum
 * to the total of an answer for the period. Unpriced usage has no charge: see {@link notCharged}. `book` has the list prices.
 */
export async function* charges(parts: AskParts, book: PriceBook, period: Period, now: Instant): AsyncGenerator<Charge> {
  const { database } = parts;
  const called = await readCalled(database);
  const states = await sourceStates(database);
  const accounts = await billingAccounts(database, states);
  const daysVersion = daysVersionOf(states);
  const read = { ...parts, daysVersion, today: dayOf(now) };
  const { isBilled, expected } = await dayBills(read, 'project', [], period);
  const prices = await asBilled(read);
  for await (const { usage, billed } of storedDays(database, daysOf(period))) {
    const units = usageAtList(usage, book);
    const lines = billed.filter(({ cut }) => cut === 'project');
    const usageOf = lineUsage(lines, units, book);
    for (const row of lines) {
      const counts = isBilled(row.source, row.day) || expected(row.source, row.day)?.includes(row.line_item);
      if (counts) yield billedCharge(row, usageOf(row), ownership(row, called, accounts));
    }
    const atList = Map.groupBy(units, ({ row }) => row);
    for (const row of usage) {
      if (isBilled(row.source, row.day)) continue;
      const ofDay = expected(row.source, row.day);
      const subject = subjectOfUsage(operationOf(row.operation), row.model);
      const level = ofDay?.levelOf(subject);
      if (level === null) continue;
      const listed = atLevelByUnit(estimateByUnit(row), level ?? { numerator: 1n, denominator: 1n });
      const use = { subject, tier: row.service_tier, unpriced: storedUnpriced(row), day: row.day };
      const unlisted = ofDay ? ofDay.asBilled(use) : unitsAsBilled(prices.get(row.source) ?? nothingAsBilled, use);
      yield* estimatedCharges(row, atList.get(row) ?? [], [...listed, ...unlisted], ownership(row, called, accounts));
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
  const filters = [{ attribute: 'source', ids, exclude: false }] as const;
  const unpriced = await unpricedUsage(database, period, { filters, bills, prices: await asBilled(read) });
  return { unpriced: unpricedOf(unpriced).unpricedNotInCost, missingDays: coverage.missingDays(period) };
}

function billedCharge(row: StoredBilled, usage: LineUsage, owners: ReturnType<typeof ownership>): Charge {
  const { model, fineTunedBase, tool, unit, tier, isLongContext } = readLineItem(row.line_item);
  const quantityUnit = row.quantity_unit === null ? unit : { inWords: row.quantity_unit };
  const billed = row.quantity === null || quantityUnit === null ? null : { count: row.quantity, unit: quantityUnit };
  return {
    basis: 'billed',
    ...owners,
    day: row.day,
    subject: model || fineTunedBase || (tool === null ? '' : (toolNames.get(tool) ?? '')) || row.line_item,
    lineItem: row.line_item,
    unit,
    quantity: billed ?? (unit === null || usage.count === null ? null : { count: usage.count, unit }),
    costNanoUsd: row.amount_nano_usd,
    isApproximate: false,
    operation: tool,
    tier: tier || null,
    listPrice: { nanoUsdPerUnit: usage.list, tier: usage.tier, variant: usage.variant, isLongContext },
  };
}

/** One charge for each unit with a cost, or one for the row if an older spendbot did not store the cost of each unit. */
function estimatedCharges(
  row: StoredUsage,
  units: readonly UnitAtList[],
  costs: ReturnType<typeof estimateByUnit>,
  owners: ReturnType<typeof ownership>,
): Charge[] {
  const operation = operationOf(row.operation);
  const byUnit = new Map(units.map(part => [part.unit, part]));
  return costs.map(({ unit, nanoUsd }) => {
    const part = unit === null ? undefined : byUnit.get(unit);
    return {
      basis: 'estimated',
      ...owners,
      day: row.day,
      subject: toolNames.get(operation) ?? row.model,
      lineItem: null,
      unit,
      quantity: { count: unit === null ? Number(row.requests) : (part?.count ?? 0), unit: unit ?? 'requests' },
      costNanoUsd: nanoUsd,
      isApproximate: row.is_approximate === 1n,
      operation,
      tier: row.service_tier || null,
      listPrice: {
        nanoUsdPerUnit: part?.list ?? null,
        ...{ tier: namedTier(row.service_tier), variant: row.variant, isLongContext: false },
      },
    };
  });
}

/** Each unit at `level`. The row is rounded once; what rounding its units leaves goes to the first. */
function atLevelByUnit(units: ReturnType<typeof estimateByUnit>, level: Fraction) {
  const sum = (of: typeof units) => of.reduce((total, { nanoUsd }) => total + nanoUsd, 0n);
  const levelled = units.map(({ unit, nanoUsd }) => ({ unit, nanoUsd: atLevel(nanoUsd, level) }));
  const left = atLevel(sum(units), level) - sum(levelled);
  return levelled.map(({ unit, nanoUsd }, index) => ({ unit, nanoUsd: index === 0 ? nanoUsd + left : nanoUsd }));
}

function ownership(
  { source, project_id, user_id, key_id }: StoredUsage | StoredBilled,
  called: Called,
  accounts: ReadonlyMap<string, Account>,
) {
  const chargedTo = (of: keyof Called, id: string): ChargedTo | null => (id === '' ? null : { id, name: called[of].get(id) ?? null });
  return {
    account: accounts.get(source) ?? { id: source, name: source },
    ...{ project: chargedTo('project', project_id), user: chargedTo('user', user_id), key: chargedTo('key', key_id) },
  };
}

/** The account that each source bills to: OpenAI's organization, or an id of this database's own. */
async function billingAccounts(database: Database, states: readonly SourceState[]): Promise<ReadonlyMap<string, Account>> {
  const organizations = await storedOrganizations(database);
  const accounts = new Map<string, Account>();
  for (const { source } of states) {
    const { id = await accountIdOf(database, source), name = null } = organizations.get(source) ?? {};
    accounts.set(source, { id, name: name ?? source });
  }
  return accounts;
}

/** Who is billed. The id is one that no other organization has, nor another installation for it. */
interface Account {
  readonly id: string;
  readonly name: string;
}

/** One charge: a line item that OpenAI bills to a project and key or, on days not billed yet, one unit of a usage row. */
export interface Charge {
  readonly basis: 'billed' | 'estimated';
  readonly day: Day;
  readonly account: Account;
  /** A model, `ft:BASE` for all models tuned from one base, a tool, or the line item's own label. */
  readonly subject: string;
  /** The line item as OpenAI labels it; null for an estimate. */
  readonly lineItem: string | null;
  /** Null if the line item does not say. */
  readonly unit: QuantityName | null;
  /** From usage if OpenAI does not say how much was billed; null if that is not known either. `unit` is OpenAI's own term if it gave it: `1000_tokens`. */
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
  readonly listPrice: ListPrice;
}

/** The list price of a charge, and what else decides it. */
interface ListPrice {
  /** For one of the charge's `unit`, averaged if the charge is for usage at several prices; null if the book has none. */
  readonly nanoUsdPerUnit: Fraction | null;
  readonly tier: string;
  readonly variant: string;
  readonly isLongContext: boolean;
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
