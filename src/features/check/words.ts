import { ascending } from '#core/ascending.ts';
import { absolute } from '#core/money/nano-usd.ts';
import type { Day } from '#core/time/day.ts';
import { formatDays } from '#core/time/format-day.ts';
import { baseOf } from '#core/usage/billed-subject.ts';
import { formatCount, formatDifference, formatUsd, isUnderACent } from '#show/format-figures.ts';
import { leftOutNotes } from '#show/left-out-text.ts';
import { dayRuns, endpointList, inWords, momentText, plural, withinNote } from '#show/phrases.ts';
import { seenPriceChangeLines } from '#show/seen-price-changes.ts';
import { shorten } from '#show/shorten.ts';
import { shortModelsOf } from './check-verdict.ts';
import { differenceOf, sumOfCompared } from './gap.ts';
import { changeLines, gapLines } from './gap-words.ts';
import type { Reconciliation } from './reconcile.ts';
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
    'Difference: billed less usage × list price. Only differences over 1% and over $1 are explained',
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
  return [
    ...gaps,
    {
      title: '',
      lines: [
        ...(hasBill ? [] : [`${prefix}no billed cost, for it is not read with an admin key`]),
        ...(reconciliation === null ? [] : restLines(reconciliation, named).map(line => prefix + line)),
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

const namedRest = 3;

/** `Everything else of gpt-5.5: +$0.99`: what is no gap, by model, so that it adds up to what the table says of that model. */
function restLines({ gaps, byModel, restNanoUsd }: Reconciliation, named: (model: string) => string): string[] {
  if (restNanoUsd === 0n || isUnderACent(restNanoUsd)) return [];
  // A late day's gap is of several models.
  const told = gaps.flatMap(({ subject, parts, ...sum }) => (subject === '' ? parts : [{ name: subject, ...sum }]));
  const inGaps = (model: string) => sumOfCompared(told.filter(({ name }) => name === model));
  const rests = byModel
    .map(({ name, ...sum }) => ({ name, nanoUsd: differenceOf(sum) - differenceOf(inGaps(name)) }))
    .filter(({ nanoUsd }) => nanoUsd !== 0n && !isUnderACent(nanoUsd))
    .sort((a, b) => ascending(absolute(b.nanoUsd), absolute(a.nanoUsd)));
  const start = gaps.length === 0 ? 'Everything' : 'Everything else';
  const [only, ...others] = rests.map(({ name, nanoUsd }) => ({ name: shorten(named(name) || '(no model)', 100), nanoUsd }));
  if (only !== undefined && others.length === 0) return [`${start} of ${only.name}: ${formatDifference(restNanoUsd)}`];
  const largest = [only, ...others].slice(0, namedRest).flatMap(one => (one ? [`${one.name} ${formatDifference(one.nanoUsd)}`] : []));
  const more = rests.length - largest.length;
  const parts = [...largest, ...(more > 0 ? [`${more} more`] : [])];
  return [`${start}: ${formatDifference(restNanoUsd)} in all${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`];
}

/** By model, at most ten, without those that are told as gaps. What is on the bill is priced by it. */
function unpricedLines({ unpriced, reconciliation }: SourceCheck): string[] {
  const told = new Set(reconciliation?.gaps.flatMap(({ subject, reason }) => (reason === 'unpriced' ? [subject] : [])));
  const billed = new Map(reconciliation?.byModel.flatMap(({ name, ...sum }) => (sum.billedNanoUsd > 0n ? [[name, sum]] : [])));
  const models = [...Map.groupBy(unpriced, ({ model }) => model)].filter(([model]) => !told.has(baseOf(model)));
  const lines = models.slice(0, 10).map(([model, units]) => {
    const quantities = units.map(({ unit, quantity }) => `${formatCount(quantity)} ${inWords(unit)}`).join(', ');
    const name = shorten(model || '(no model)', 100);
    const sum = billed.get(baseOf(model));
    if (sum === undefined) return `${name}, ${quantities}: no price is known`;
    // A model fine-tuned from another is billed together with others of that base.
    const isAll = sum.estimatedNanoUsd === 0n && baseOf(model) === model;
    const amount = isAll ? `this ${formatUsd(sum.billedNanoUsd)}` : quantities;
    return `${name}: no list price: the estimate leaves out ${amount}; other answers price it as billed`;
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
