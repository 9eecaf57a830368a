import type { Day } from '../core/day.ts';
import type { ChangesSince, SourceCheck } from '../core/source-check.ts';

/** `/spend check`: estimated against billed. */
export interface CheckView {
  readonly kind: 'check';
  readonly from: Day;
  /** The last day included. */
  readonly to: Day;
  /** Those that are configured. */
  readonly sources: readonly SourceCheck[];
  /** What is set side by side where there is room for one table. */
  readonly table: 'model' | 'day';
  /** Null where it was not asked for. */
  readonly changes: ChangesSince | null;
}
