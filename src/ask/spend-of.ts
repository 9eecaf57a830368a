import type { AskedPeriod, Filter } from '#core/query/query.ts';
import type { Instant } from '#core/time/day.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { answer } from './answer.ts';
import type { AnswerView } from './view.ts';

/** What `filters` cost in `period`, as an answer says it: budgets and alerts use the same figures. */
export function spendOf(parts: AskParts, period: AskedPeriod, filters: readonly Filter[], now: Instant): Promise<AnswerView> {
  return answer(parts, { metric: 'cost', period, by: [], filters, top: null, versus: null, form: 'default' }, now);
}
