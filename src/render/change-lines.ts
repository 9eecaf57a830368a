import type { ChangesSince } from '#core/source-check.ts';
import { cutOfEndpoint } from '#core/usage/billed-row.ts';
import { type DayChange, movedNanoUsd } from '#core/usage/day-change.ts';
import { formatCount, formatDayAndYear, formatDifference, formatUsd } from '#show/format.ts';
import { momentText } from '#show/phrases.ts';

/** As many as are listed; the others are counted. */
const listedMoves = 50;

/** What moved, a line each: `12 Nov 2026, billed by project: $100.00 → $110.00 (+$10.00), read 21 Nov 2026, 09:07 UTC; it had settled`. */
export function changeLines({ moves }: ChangesSince): string[] {
  if (moves.length === 0) return ['Nothing that was read after its day had ended'];
  const more = moves.length - listedMoves;
  return [...moves.slice(0, listedMoves).map(lineOf), ...(more > 0 ? [`… and ${more} more`] : [])];
}

function lineOf(move: ChangesSince['moves'][number]): string {
  const read = `read ${momentText(move.readAt.toISOString())}`;
  const settled = move.hadSettled ? 'it had settled' : 'it had not settled';
  return `${formatDayAndYear(move.day)}, ${nameOf(move)}: ${[costText(move), ...countText(move)].join(', ')}, ${read}; ${settled}`;
}

function nameOf({ source, endpoint }: DayChange): string {
  const cut = cutOfEndpoint(endpoint);
  return `${source} ${cut === null ? `${endpoint} estimated` : `billed by ${cut}`}`;
}

function costText(move: DayChange): string {
  const { before, after } = move;
  return `${priceText(before.nanoUsd)} → ${priceText(after.nanoUsd)} (${formatDifference(movedNanoUsd(move))})`;
}

function priceText(nanoUsd: bigint | null): string {
  return nanoUsd === null ? 'unpriced' : formatUsd(nanoUsd);
}

function countText({ before, after }: DayChange): string[] {
  const counts = [
    { name: 'requests', from: before.requests, to: after.requests },
    { name: 'tokens', from: before.tokens, to: after.tokens },
  ];
  return counts.flatMap(({ name, from, to }) =>
    from === null || to === null || from === to ? [] : [`${formatCount(from)} → ${formatCount(to)} ${name}`],
  );
}
