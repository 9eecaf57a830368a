import { decimalFromNanoUsd } from '#core/money/nano-usd.ts';
import type { DayFigure } from '#core/usage/day-change.ts';
import { leftOutJson } from '#show/left-out-text.ts';
import { seenPriceChangesJson } from '#show/seen-price-changes.ts';
import { checkVerdict } from './check-verdict.ts';
import { type Compared, differenceOf, differencePercent, type Gap, sumOfCompared } from './gap.ts';
import type { ChangesSince, CheckView, SourceCheck } from './view.ts';

/** The JSON that `check --json` prints. Money is a decimal string in USD. Totals cover compared days; null if there are none. */
export function checkJson(view: CheckView) {
  const compared = view.sources.flatMap(({ reconciliation }) => (reconciliation === null ? [] : [reconciliation]));
  return {
    verdict: checkVerdict(view, model => model),
    period: { from: view.from, to: view.to },
    total: compared.length === 0 ? null : amounts(sumOfCompared(compared)),
    gaps: view.sources.flatMap(({ id, reconciliation }) => (reconciliation?.gaps ?? []).map(gap => gapJson(id, gap))),
    sources: view.sources.map(sourceJson),
    priceChanges: seenPriceChangesJson(view.priceChanges ?? []),
    changes: view.changes === null ? null : changesJson(view.changes),
  };
}

function amounts(compared: Compared) {
  const percent = differencePercent(compared);
  return {
    billedUsd: decimalFromNanoUsd(compared.billedNanoUsd),
    estimatedUsd: decimalFromNanoUsd(compared.estimatedNanoUsd),
    differenceUsd: decimalFromNanoUsd(differenceOf(compared)),
    differencePercent: percent === null ? null : Number(percent.toFixed(1)),
  };
}

function gapJson(source: string, gap: Gap) {
  return {
    source,
    subject: gap.subject || null,
    reason: gap.reason,
    ...amounts(gap),
    days: gap.days,
    parts: gap.parts.map(part => ({ name: part.name, ...amounts(part) })),
  };
}

function sourceJson(source: SourceCheck) {
  const { id, hasBill, comparedDays, reconciliation, unpriced, troubledDays, droppedDays, coarseGroupings } = source;
  return {
    id,
    organization: source.organization ?? null,
    hasBill,
    comparedDays,
    total: reconciliation === null ? null : amounts(reconciliation),
    restUsd: reconciliation === null ? null : decimalFromNanoUsd(reconciliation.restNanoUsd),
    byModel: (reconciliation?.byModel ?? []).map(part => ({ model: part.name || null, ...amounts(part) })),
    byLineItem: (reconciliation?.byLineItem ?? []).map(part => ({ lineItem: part.name || null, ...amounts(part) })),
    byDay: (reconciliation?.byDay ?? []).map(part => ({ day: part.name, ...amounts(part) })),
    unpriced,
    troubledDays,
    droppedDays,
    coarseGroupings,
    leftOut: leftOutJson(source),
  };
}

function changesJson({ since, moves }: ChangesSince) {
  return {
    since,
    moves: moves.map(({ source, endpoint, day, readAt, previousReadAt, before, after, hadSettled }) => ({
      day,
      source,
      endpoint,
      readAt: readAt.toISOString(),
      previousReadAt: previousReadAt.toISOString(),
      hadSettled,
      before: figureJson(before),
      after: figureJson(after),
    })),
  };
}

function figureJson({ nanoUsd, requests, tokens }: DayFigure) {
  return { costUsd: nanoUsd === null ? null : decimalFromNanoUsd(nanoUsd), requests, tokens };
}
