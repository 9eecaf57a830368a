import { toJson } from '#core/bigint-json.ts';
import { addDays, dayOf, type Instant } from '#core/time/day.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { isCollecting, lastReading } from '#data/ledger/readings.ts';
import type { Job } from '#delivery/jobs/jobs.ts';
import { enqueue } from '#delivery/outbox/outbox-store.ts';
import { namesPeople } from '../access/channel-scope.ts';
import { reportedDays } from './digest.ts';
import { reportsSince, saveCorrection } from './reports-store.ts';
import { type DigestReport, movedDays, type ReportedDay } from './subscription.ts';
import type { DigestCorrectionView } from './view.ts';

/** Digests of older days are no longer corrected. */
const correctedDays = 45;

/** After each collection, posts a correction in a digest's thread when the cost of a reported day changed. */
export function correctionJob(parts: AskParts): Job {
  const { database } = parts;
  return {
    name: 'digest correction',
    onlyNewestCounts: true,
    async due() {
      const reading = (await isCollecting(database)) ? null : await lastReading(database);
      return reading === null ? [] : [reading];
    },
    async run(_reading, { now }) {
      for (const report of await reportsSince(database, addDays(dayOf(now), -correctedDays))) await correct(parts, report, now);
      return 'done';
    },
  };
}

async function correct(parts: AskParts, report: DigestReport, now: Instant): Promise<void> {
  const days = report.days.map(({ day }) => day).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return;
  const current = await reportedDays(parts, report.filters, { from: first, to: addDays(last, 1) }, now);
  const moved = movedDays(report.days, current);
  if (moved.length === 0) return;
  // A change too small to report leaves the reported figure as it was, so that small changes add up.
  const told = report.days.map(day => moved.find(one => one.day === day.day)?.after ?? day);
  const view: DigestCorrectionView = {
    kind: 'digest correction',
    namesPeople: namesPeople(report.filters),
    days: moved,
    totalBeforeNanoUsd: totalOf(report.days),
    totalAfterNanoUsd: totalOf(told),
    dayCount: report.days.length,
  };
  await parts.database.transaction().execute(async transaction => {
    if (!(await saveCorrection(transaction, report, told))) return;
    const key = `${report.key}:correction:${report.corrections + 1}`;
    const reply = { channelId: report.channelId, about: report.key, operation: 'reply' as const, setUpBy: null };
    await enqueue(transaction, { key, ...reply, view: toJson(view) }, now);
  });
}

function totalOf(days: readonly ReportedDay[]): bigint {
  return days.reduce((sum, day) => sum + day.costNanoUsd, 0n);
}
