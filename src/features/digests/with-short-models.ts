import { shortModels } from '#show/short-models.ts';
import type { Group } from '../answers/view.ts';
import { subjectOf } from '../verdict/budget-outcome.ts';
import { withModelNames } from '../verdict/mover.ts';
import type { DigestView } from './view.ts';

/** `view` with models named as in its picture, without a snapshot's date where they stay different. The digest's own subject keeps its name. */
export function withShortModels<V extends Pick<DigestView, 'models' | 'movers' | 'scope' | 'chart'>>(view: V): V {
  const { models, movers, scope, chart } = view;
  const subject = scope === null ? null : subjectOf(scope);
  const ofMovers = movers.flatMap(({ dimension, label }) => (dimension === 'model' ? [label] : []));
  const short = shortModels([...models.groups.map(loneLabel), ...ofMovers, ...chart.bands.map(({ label }) => label)]);
  const named = (label: string) => (label === subject ? label : short(label));
  return {
    ...view,
    models: { ...models, groups: models.groups.map(group => ({ ...group, label: named(loneLabel(group)) })) },
    movers: movers.map(mover => withModelNames(mover, named)),
  };
}

/** The label of a group of one dimension. */
export function loneLabel({ label }: Pick<Group, 'label'>): string {
  return typeof label === 'string' ? label : Object.values(label).join(', ');
}
