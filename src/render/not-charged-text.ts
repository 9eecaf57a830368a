import { withoutControls } from '#show/escape.ts';
import { dayRuns } from '#show/phrases.ts';
import type { NotCharged } from '../ask/view-charges.ts';
import { unpricedList } from './notes.ts';

/** What an export of charges lacks, a line each with its line break; empty where it lacks nothing. */
export function notChargedText({ unpriced, missingDays }: NotCharged): string {
  const lines = [
    ...(missingDays.length === 0 ? [] : [`Not in the export, not collected yet: ${dayRuns(missingDays)}`]),
    ...(unpriced.length === 0 ? [] : [`Not in the export, no price is known: ${unpricedList(unpriced)}`]),
  ];
  return lines.map(line => `${withoutControls(line)}\n`).join('');
}
