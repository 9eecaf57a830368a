import { absolute } from '#core/money/nano-usd.ts';
import { acrossBases } from '#core/usage/across-bases.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { FigureCell } from '#core/usage/figure-cell.ts';
import { changedOf, leadCause } from '#core/usage/lead-cause.ts';
import { sizeOf, splitChange } from '#core/usage/split-change.ts';
import { causeOf, restSentence } from '#show/cause-words.ts';
import { formatDifference } from '#show/format-figures.ts';
import { shortModels } from '#show/short-models.ts';
import { shorten } from '#show/shorten.ts';
import { type Labeller, labelOfGroup } from '../verdict/labels.ts';
import type { AnswerView, LeadChange } from './view.ts';

const longestName = 60;

/** The splits whose parts of the period before are read along: they have few. */
export const splitsWithLead: readonly Attribute[] = ['model', 'project'];

/** The one part of a split by `attribute` that made most of the change in cost; null where none did, or where it is the only one. */
export function leadChangeOf(
  attribute: Attribute,
  before: readonly FigureCell[],
  after: readonly FigureCell[],
  labeller: Labeller,
  isAcross: boolean,
): LeadChange | null {
  const { by, ...change } = splitChange(before, after, [attribute]);
  const own = by.get(attribute) ?? [];
  const contributors = (isAcross ? acrossBases(own) : own).map(one => ({ ...one, label: labelOfGroup(labeller, attribute, one.id, one) }));
  if (changedOf(contributors).length < 2) return null;
  const lead = leadCause({ change, by: [{ attribute, contributors }] })?.contributor;
  if (lead === undefined) return null;
  // A project's cost per token also depends on which models it used, so we don't name a cause.
  const cause = attribute === 'model' || lead.presence !== 'both' ? causeOf(lead) : '';
  const [made, whole] = [sizeOf(lead), sizeOf(change)];
  return {
    label: lead.label,
    changeNanoUsd: made,
    cause,
    ...(made > 0n === whole > 0n && absolute(made) >= absolute(whole) ? { restNanoUsd: whole - made } : {}),
  };
}

type Led = Pick<AnswerView, 'lead' | 'outlier' | 'groups' | 'query' | 'bands'>;

/**
 * `gpt-5.5 accounts for most of the change: +$412.10, more use.` `gpt-5.5 accounts for the change` where the others together did not add to it, with what those came to. Null where
 * nothing did. After a single dear day, *less use* would read as a saving.
 */
export function leadSentence(view: Led): string | null {
  const { lead, outlier } = view;
  if (lead === undefined) return null;
  const cause = lead.cause === '' || outlier?.isBefore ? '' : `, ${lead.cause}`;
  const rest = restSentence(lead.changeNanoUsd, lead.restNanoUsd ?? 0n);
  const part = lead.restNanoUsd === undefined ? 'most of the change' : 'the change';
  return `${shorten(shortModelsOf(view)(lead.label), longestName)} accounts for ${part}: ${formatDifference(lead.changeNanoUsd)}${cause}.${rest === null ? '' : ` ${rest}`}`;
}

/** What sentences call the lead, a model unless the question splits by project. */
function shortModelsOf({ lead, groups, query, bands }: Led): (label: string) => string {
  if (query.by.includes('project')) return label => label;
  const labels = query.by.includes('model')
    ? groups.flatMap(({ label }) => (typeof label === 'string' ? [] : Object.values(label)))
    : bands.map(({ label }) => label);
  return shortModels(lead === undefined ? labels : [...labels, lead.label]);
}
