import { type Message, words } from '#show/blocks/message.ts';
import { inMrkdwn, section } from '#show/blocks/text-blocks.ts';
import { formatDayAndYear, formatDifference, formatUsd } from '#show/format.ts';
import type { DigestCorrectionView } from '../../ask/view-digest.ts';

const listedDays = 10;

/** A correction below its digest: each day that moved, and the total where there are several. */
export function digestCorrectionMessage(view: DigestCorrectionView): Message {
  const lines = correctionLines(view);
  return { text: inMrkdwn(lines), parts: [words(section(lines.join('\n')))] };
}

function correctionLines({ days, dayCount, totalBeforeNanoUsd, totalAfterNanoUsd }: DigestCorrectionView): string[] {
  const shown = days.slice(0, listedDays).map(({ day, before, after }) => {
    const basis = before.isEstimated && !after.isEstimated ? '; it was an estimate, now it is billed' : '';
    return `Correction: ${formatDayAndYear(day)} cost ${moved(before.costNanoUsd, after.costNanoUsd)}${basis}`;
  });
  const more = days.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`… and ${more} more days`] : []),
    ...(dayCount > 1 ? [`The ${dayCount} days together: ${moved(totalBeforeNanoUsd, totalAfterNanoUsd)}`] : []),
  ];
}

/** `$110.00, not $100.00 (+$10.00)`. */
function moved(before: bigint, after: bigint): string {
  return `${formatUsd(after)}, not ${formatUsd(before)} (${formatDifference(after - before)})`;
}
