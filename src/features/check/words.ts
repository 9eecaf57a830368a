import type { Day } from '#core/time/day.ts';
import { formatDays } from '#core/time/format-day.ts';
import { baseOf } from '#core/usage/billed-subject.ts';
import { formatCount, formatDifference, isUnderACent } from '#show/format-figures.ts';
import { leftOutNotes } from '#show/left-out-text.ts';
import { asBilledWords, dayRuns, endpointList, inWords, momentText, plural, withinNote } from '#show/phrases.ts';
import { seenPriceChangeLines } from '#show/seen-price-changes.ts';
import { shorten } from '#show/shorten.ts';
import { shortModelsOf } from './check-verdict.ts';
import { changeLines, gapLines } from './gap-words.ts';
import type { CheckView, CoarseGrouping, SourceCheck, TroubledDays } from './view.ts';

const listedPriceChanges = 20;

/** A check as sections of a title and lines, without its verdict. Names are shortened but not escaped. */
export function checkSections(view: CheckView): { title: string; lines: string[] }[] {
  const isOne = view.sources.length === 1;
  const named = shortModelsOf(view);
  return [
    ...view.sources.flatMap(source => sourceSections(source, isOne ? '' : `${source.id}: `, view.to, named)),
    { title: '', lines: seenPriceChangeLines(view.priceChanges ?? [], listedPriceChanges) },
    ...(view.changes === null ? [] : [{ title: `Changed since ${momentText(view.changes.since)}`, lines: changeLines(view.changes) }]),
  ].filter(({ title, lines }) => title !== '' || lines.length > 0);
}

/** At most three lines: the channel's scope, the days and organizations compared, and how. */
export function checkNotes({ from, to, within, sources }: CheckView): string[] {
  const organizations = sources.flatMap(({ id, organization }) =>
    organization === undefined
      ? []
      : [`${sources.length > 1 ? `${id}: ` : ''}OpenAI organization ${shorten(organization.name ?? organization.id, 300)}`],
  );
  return [
    ...withinNote(within),
    [`${formatDays(from, to)}, by UTC day`, ...organizations].join(' · '),
    'Difference: what OpenAI billed less usage × list price; explained from 1% and $1 on',
  ];
}

function sourceSections(
  source: SourceCheck,
  prefix: string,
  today: Day,
  named: (model: string) => string,
): { title: string; lines: string[] }[] {
  const { reconciliation, hasBill } = source;
  const gaps = (reconciliation?.gaps ?? []).map(gap => {
    const { title, reason, where } = gapLines(gap, today, named);
    return { title: `${prefix}${shorten(title, 300)}`, lines: [reason, shorten(where, 600)] };
  });
  const rest = [reconciliation?.restNanoUsd ?? 0n].filter(nanoUsd => nanoUsd !== 0n && !isUnderACent(nanoUsd));
  return [
    ...gaps,
    {
      title: '',
      lines: [
        ...(hasBill ? [] : [`${prefix}no billed cost, for it is not read with an admin key`]),
        ...rest.map(nanoUsd => `${prefix}${gaps.length === 0 ? 'Everything' : 'Everything else'}: ${formatDifference(nanoUsd)} in all`),
        ...unpricedLines(source).map(line => prefix + line),
        ...leftOutNotes(source).map(line => prefix + shorten(line, 600)),
        ...(hasBill ? source.troubledDays.map(days => prefix + troubleLine(days)) : []),
        ...(hasBill && source.droppedDays.length > 0
          ? [`${prefix}Not compared: ${dayRuns(source.droppedDays)}: their rows are kept no longer`]
          : []),
        ...source.coarseGroupings.map(grouping => prefix + groupingLine(grouping)),
      ],
    },
  ];
}

/** By model, at most ten, without those that are told as gaps. What is on the bill is priced by it. */
function unpricedLines({ unpriced, reconciliation }: SourceCheck): string[] {
  const told = new Set(reconciliation?.gaps.flatMap(({ subject, reason }) => (reason === 'unpriced' ? [subject] : [])));
  const billed = new Set(reconciliation?.byModel.flatMap(({ name, billedNanoUsd }) => (billedNanoUsd > 0n ? [name] : [])));
  const models = [...Map.groupBy(unpriced, ({ model }) => model)].filter(([model]) => !told.has(baseOf(model)));
  const lines = models.slice(0, 10).map(([model, units]) => {
    const quantities = units.map(({ unit, quantity }) => `${formatCount(quantity)} ${inWords(unit)}`).join(', ');
    const name = shorten(model || '(no model)', 100);
    return billed.has(baseOf(model)) ? `${name} is ${asBilledWords}` : `${name}, ${quantities}: no price is known`;
  });
  return models.length > 10 ? [...lines, `… and ${models.length - 10} more without a price`] : lines;
}

function troubleLine({ days, endpoints, failure, isLeftOut }: TroubledDays): string {
  const what = endpoints.length === 0 ? '' : ` ${endpointList(endpoints)}:`;
  const why = failure === null ? 'not collected' : `failed: ${shorten(failure, 200)}`;
  return isLeftOut ? `Not compared: ${dayRuns(days)}:${what} ${why}` : `Compared as read before: ${dayRuns(days)}:${what} ${why}`;
}

function groupingLine({ endpoint, missing, days }: CoarseGrouping): string {
  return `OpenAI does not split ${endpoint} by ${missing.join(', ')}: ${plural(days.length, 'day')}, ${dayRuns(days)}`;
}
