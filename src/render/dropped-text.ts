import type { Day } from '#core/time/day.ts';
import { formatDayAndYear } from './format.ts';

/** What an answer says that takes rows, where those of its older days were dropped. */
export function detailsNote(detailsFrom: Day): string {
  return `Details are kept from ${formatDayAndYear(detailsFrom)} on; of the days before it only totals by one dimension are known`;
}

/** What commands say of a period that begins before `keptFrom`, with a line break; empty where it does not, or where all rows are kept. */
export function droppedText(from: Day, keptFrom: Day | null, consequence: string): string {
  return keptFrom === null || from >= keptFrom
    ? ''
    : `The rows of days before ${formatDayAndYear(keptFrom)} were dropped (RETENTION_DAYS), their totals are kept: ${consequence}\n`;
}
