import dayjs from 'dayjs';
import { nobodysName } from '#core/query/name-index.ts';
import type { Dimension } from '#core/usage/dimensions.ts';
import type { CellGroup } from '#core/usage/group-cells.ts';
import { labelOf, type Named, type Names } from '#core/usage/team-names.ts';

/** Turns an id of a dimension into the label people read. */
export type Labeller = (dimension: Dimension, id: string) => string;

const labellers = new WeakMap<Names, Labeller>();

/** Labels users, projects and keys by name, and by id too if several share it. Cached: thousands of labels take long to build. */
export function labellerOf(names: Names): Labeller {
  const labeller = labellers.get(names) ?? createLabeller(names);
  labellers.set(names, labeller);
  return labeller;
}

function createLabeller(names: Names): Labeller {
  const labels = { user: labelsOf(names.users), project: labelsOf(names.projects), key: labelsOf(names.keys) };
  return (dimension, id) => {
    if (id === '') return nobodysName(dimension);
    if (dimension === 'user' || dimension === 'project' || dimension === 'key') return labels[dimension].get(id) ?? id;
    if (dimension === 'day') return dayjs.utc(id).format('D MMM YYYY');
    if (dimension === 'week') return `week of ${dayjs.utc(id).format('D MMM YYYY')}`;
    if (dimension === 'operation') return id.replaceAll('_', ' ');
    return dimension === 'month' ? dayjs.utc(id).format('MMM YYYY') : id;
  };
}

/** The label of a group in one of its dimensions. A billed line item without a model goes by its tool's name or its own. */
export function labelOfGroup(label: Labeller, dimension: Dimension, id: string, group: Pick<CellGroup, 'lineItem'>): string {
  return dimension === 'model' && id === '' && group.lineItem !== '' ? group.lineItem : label(dimension, id);
}

function labelsOf(named: readonly Named[]): Map<string, string> {
  const owners = Map.groupBy(named, labelOf);
  return new Map(
    named.map(owner => {
      const label = labelOf(owner);
      return [owner.id, (owners.get(label)?.length ?? 0) > 1 ? `${label} (${owner.id})` : label];
    }),
  );
}
