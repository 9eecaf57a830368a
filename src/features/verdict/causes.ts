import { keyOf } from '#core/key-of.ts';
import type { Filter } from '#core/query/query.ts';
import type { Instant } from '#core/time/day.ts';
import { includes, mergedPeriods, type Period } from '#core/time/period.ts';
import { acrossBases, isAcrossBases } from '#core/usage/across-bases.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { FigureCell } from '#core/usage/figure-cell.ts';
import type { Causes, CausesBy, NamedContributor } from '#core/usage/lead-cause.ts';
import { makesHalf, type SharedBy, type SharedChange, sharedChanges } from '#core/usage/shared-change.ts';
import { type Contributor, type CostChange, sizeOf, splitChange } from '#core/usage/split-change.ts';
import type { Names } from '#core/usage/team-names.ts';
import { type AskParts, type ReadCells, readCells } from '#data/figures/read-cells.ts';
import { type Known, readKnown } from '#data/ledger/stored-names.ts';
import { type Labeller, labellerOf, labelOfGroup } from './labels.ts';

export interface AskedChange {
  readonly period: Period;
  readonly previous: Period;
  /** As in a question; empty for everything. */
  readonly filters: readonly Filter[];
  readonly now: Instant;
}

/** Attributes to read cells by, finest first: finer parts leave less to mix. A split that one lacks comes from the next that has it. */
const readings: readonly (readonly Attribute[])[] = [
  ['model', 'project', 'key'],
  ['model', 'user'],
  ['model', 'project'],
  ['model'],
  ['project'],
  ['user'],
  ['key'],
];
const order: readonly Attribute[] = ['model', 'project', 'user', 'key'];

/** Why `period` cost more or less than `previous`. A split that billed cost does not have is left out: it would not sum to the change. */
export async function readCauses(parts: AskParts, asked: AskedChange): Promise<{ causes: Causes; read: ReadCells }> {
  const known = await readKnown(parts.database);
  const read = await cellsBy(parts, asked, [], known);
  const whole = splitChange(...sidesOf(read.cells, asked), []);
  const isAcross = isAcrossBases(read.basisOf(asked.previous).basis, read.basisOf(asked.period).basis);
  const comparable = (contributors: readonly Contributor[]) => (isAcross ? acrossBases(contributors) : contributors);
  let change: CostChange | null = null;
  const shared: SharedBy[] = [];
  const by = new Map<Attribute, CausesBy>();
  for (const attributes of readings) {
    const wanted = attributes.filter(attribute => !by.has(attribute));
    if (wanted.length === 0) continue;
    const { cells } = await cellsBy(parts, asked, attributes, known);
    const sides = sidesOf(cells, asked);
    const causes = splitChange(...sides, attributes);
    // This split is estimated while the whole is billed, so it has another total.
    if (causes.beforeNanoUsd !== whole.beforeNanoUsd || causes.afterNanoUsd !== whole.afterNanoUsd) continue;
    change ??= causes;
    shared.push(sharedChanges(...sides, attributes));
    for (const attribute of wanted)
      by.set(attribute, {
        attribute,
        contributors: named(comparable(causes.by.get(attribute) ?? []), attribute, known.names, ownersOf(cells, attributes, attribute)),
      });
  }
  const splits = order.flatMap(attribute => by.get(attribute) ?? []).map(split => withMakers(split, shared, labellerOf(known.names)));
  return { causes: { change: changeOf(change ?? whole), by: splits }, read };
}

/** The contributors with those by other attributes that made most of their change. */
function withMakers({ attribute, contributors }: CausesBy, shared: readonly SharedBy[], label: Labeller): CausesBy {
  const makersOf = (one: NamedContributor) => {
    const shares = shared.flatMap(sharedBy => sharedBy(attribute, one)).filter(share => makesHalf(share.changeNanoUsd, sizeOf(one)));
    const perAttribute = [...Map.groupBy(shares, share => keyOf(share.attribute, share.id, share.lineItem)).values()];
    return perAttribute.flatMap(([share]) => (share === undefined ? [] : [makerOf(share, label)]));
  };
  return {
    attribute,
    contributors: contributors.map(one => {
      const madeBy = makersOf(one);
      return madeBy.length === 0 ? one : { ...one, madeBy };
    }),
  };
}

function makerOf({ attribute, id, lineItem, changeNanoUsd }: SharedChange, label: Labeller) {
  return { attribute, label: labelOfGroup(label, attribute, id, { lineItem }), changeNanoUsd };
}

function changeOf({ beforeNanoUsd, afterNanoUsd, volumeNanoUsd, priceNanoUsd }: CostChange): CostChange {
  return { beforeNanoUsd, afterNanoUsd, volumeNanoUsd, priceNanoUsd };
}

function named(
  contributors: readonly Contributor[],
  attribute: Attribute,
  names: Names,
  owners: ReadonlyMap<string, string>,
): NamedContributor[] {
  const label = labellerOf(names);
  return contributors.map(contributor => {
    const owner = owners.get(contributor.id);
    return {
      ...contributor,
      label: labelOfGroup(label, attribute, contributor.id, contributor),
      ...(owner === undefined ? {} : { owner: label('project', owner) }),
    };
  });
}

/** The project of each key or model that was used in one project only. */
function ownersOf(cells: readonly FigureCell[], attributes: readonly Attribute[], attribute: Attribute): Map<string, string> {
  const [own, project] = [attributes.indexOf(attribute), attributes.indexOf('project')];
  if ((attribute !== 'key' && attribute !== 'model') || project < 0) return new Map();
  const byKey = Map.groupBy(cells, ({ ids }) => ids[own] ?? '');
  return new Map(
    [...byKey].flatMap(([id, used]) => {
      const [owner, ...others] = new Set(used.map(({ ids }) => ids[project] ?? '').filter(Boolean));
      return owner === undefined || others.length > 0 ? [] : [[id, owner] as const];
    }),
  );
}

function cellsBy(parts: AskParts, { period, previous, filters, now }: AskedChange, attributes: readonly Attribute[], known: Known) {
  const needed = [...new Set([...attributes, ...filters.map(({ dimension }) => dimension)])];
  return readCells(parts, { periods: mergedPeriods([previous, period]), attributes, needed, filters }, known, now);
}

function sidesOf(cells: readonly FigureCell[], { period, previous }: AskedChange): [FigureCell[], FigureCell[]] {
  return [cells.filter(({ day }) => includes(previous, day)), cells.filter(({ day }) => includes(period, day))];
}
