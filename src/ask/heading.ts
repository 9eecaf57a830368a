import type { Instant } from '../core/day.ts';
import type { Period } from '../core/period.ts';
import type { Filter } from '../core/query.ts';
import type { AskParts } from './answer.ts';
import type { AlertFacts } from './view-alert.ts';

/** What `whole`, a period that has begun, is heading for; null where it is over or too little is known. */
export async function headingOf(
  _parts: AskParts,
  _whole: Period,
  _filters: readonly Filter[],
  _now: Instant,
): Promise<AlertFacts['heading']> {
  return null;
}
