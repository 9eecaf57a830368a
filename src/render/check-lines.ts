import type { CoarseGrouping, SourceCheck, TroubledDays } from '#core/source-check.ts';
import { formatCount, formatDays, formatDifference, isUnderACent } from '#show/format.ts';
import { dayRuns, endpointList, inWords, momentText, plural, withinNote } from '#show/phrases.ts';
import { shorten } from '#show/shorten.ts';
import type { CheckView } from '../ask/view-check.ts';
import { changeLines } from './change-lines.ts';
import { gapLines } from './gap-words.ts';

/** A check in words, without its verdict: a title and lines each. Names are as they came, but for their length. */
export function checkSections(view: CheckView): { title: string; lines: string[] }[] {
  const isOne = view.sources.length === 1;
  return [
    ...view.sources.flatMap(source => sourceSections(source, isOne ? '' : `${source.id}: `)),
    ...(view.changes === null ? [] : [{ title: `Changed since ${momentText(view.changes.since)}`, lines: changeLines(view.changes) }]),
  ].filter(({ title, lines }) => title !== '' || lines.length > 0);
}

/** Which days were compared, and how. */
export function checkNotes({ from, to, within }: CheckView): string[] {
  return [
    ...withinNote(within),
    `${formatDays(from, to)}, by UTC day`,
    'Difference: billed less estimated (usage × price); a gap is one of more than 1 % and $1',
  ];
}

function sourceSections(source: SourceCheck, prefix: string): { title: string; lines: string[] }[] {
  const { reconciliation, hasBill } = source;
  const gaps = (reconciliation?.gaps ?? []).map(gap => {
    const { title, reason, where } = gapLines(gap);
    return { title: `${prefix}${shorten(title, 300)}`, lines: [reason, shorten(where, 600)] };
  });
  const rest = [reconciliation?.restNanoUsd ?? 0n].filter(nanoUsd => nanoUsd !== 0n && !isUnderACent(nanoUsd));
  return [
    ...gaps,
    {
      title: '',
      lines: [
        ...(hasBill ? [] : [`${prefix}no billed cost, for it is not read with an admin key`]),
        ...rest.map(nanoUsd => `${prefix}Too small to be a gap: ${formatDifference(nanoUsd)} in all`),
        ...unpricedLines(source).map(line => prefix + line),
        ...(hasBill ? source.troubledDays.map(days => prefix + troubleLine(days)) : []),
        ...droppedLines(source).map(line => prefix + line),
        ...source.coarseGroupings.map(grouping => prefix + groupingLine(grouping)),
      ],
    },
  ];
}

/** By model, at most ten. */
function unpricedLines({ unpriced }: SourceCheck): string[] {
  const models = [...Map.groupBy(unpriced, ({ model }) => model)];
  const lines = models.slice(0, 10).map(([model, units]) => {
    const quantities = units.map(({ unit, quantity }) => `${formatCount(quantity)} ${inWords(unit)}`).join(', ');
    return `No price is known: ${shorten(model || '(no model)', 100)}, ${quantities}`;
  });
  return models.length > 10 ? [...lines, `… and ${models.length - 10} more without a price`] : lines;
}

function troubleLine({ days, endpoints, failure, isLeftOut }: TroubledDays): string {
  const what = endpoints.length === 0 ? '' : ` ${endpointList(endpoints)}:`;
  const why = failure === null ? 'not collected' : `failed: ${shorten(failure, 200)}`;
  return isLeftOut ? `Not compared: ${dayRuns(days)}:${what} ${why}` : `Compared as read before: ${dayRuns(days)}:${what} ${why}`;
}

function droppedLines({ hasBill, droppedDays }: SourceCheck): string[] {
  if (!hasBill || droppedDays.length === 0) return [];
  return [`Not compared: ${dayRuns(droppedDays)}: the rows were dropped (RETENTION_DAYS)`];
}

function groupingLine({ endpoint, missing, days }: CoarseGrouping): string {
  return `OpenAI does not split ${endpoint} by ${missing.join(', ')}: ${plural(days.length, 'day')}, ${dayRuns(days)}`;
}
