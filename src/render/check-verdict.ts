import { type Compared, differencePercent, type Gap, isOverOnePercent, sumOfCompared } from '#core/gap.ts';
import { addDays } from '#core/time/day.ts';
import { lengthInDays } from '#core/time/period.ts';
import { formatDays, formatShare, formatUsd } from '#show/format.ts';
import { plural } from '#show/phrases.ts';
import type { CheckView } from '../ask/view-check.ts';

/** What a check comes to, in a sentence: `Billed $4,118.47, estimated $4,090.12: 0.7 % apart; 2 gaps to look at`. */
export function checkVerdict(view: CheckView): string {
  const withBill = view.sources.filter(({ hasBill }) => hasBill);
  const days = formatDays(view.from, view.to);
  if (view.sources.length === 0) return 'Cannot compare: nothing was collected yet';
  if (withBill.length === 0) return 'Cannot compare: billed cost needs an admin key (OPENAI_ADMIN_KEY), so all cost is estimated';
  if (view.notBilledBy.length > 0) return `Cannot compare: OpenAI’s bill is not split by ${view.notBilledBy.join(' or ')}`;
  const compared = withBill.flatMap(({ reconciliation }) => (reconciliation === null ? [] : [reconciliation]));
  if (compared.length === 0) return `Cannot compare: there is no day in ${days} of which both the usage and the bill were collected`;
  const total = sumOfCompared(compared);
  const gaps = compared.flatMap(reconciliation => reconciliation.gaps);
  const leftOut = withBill.reduce(
    (sum, source) => sum + lengthInDays({ from: view.from, to: addDays(view.to, 1) }) - source.comparedDays.length,
    0,
  );
  return [
    `Billed ${formatUsd(total.billedNanoUsd)}, estimated ${formatUsd(total.estimatedNanoUsd)}: ${agreement(total, gaps)}`,
    ...(gaps.length > 0 ? [`${plural(gaps.length, 'gap')} to look at`] : []),
    ...(leftOut > 0 ? [`${plural(leftOut, 'day')} could not be compared`] : []),
  ].join('; ');
}

function agreement(total: Compared, gaps: readonly Gap[]): string {
  const percent = differencePercent(total);
  if (gaps.length === 0 && !isOverOnePercent(total)) return 'they agree within 1 %';
  const apart = percent === null ? 'apart' : `${formatShare(Math.abs(percent) / 100)} apart`;
  return gaps.length === 0 ? `${apart}, but nothing by more than 1 % and $1` : apart;
}
