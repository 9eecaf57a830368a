import type { ChangesSince, SourceCheck } from '#core/source-check.ts';
import type { Day } from '#core/time/day.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { Within } from '#show/plain-views.ts';

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
  /** What its scope filters on and no bill is split by, so that nothing can be compared; mostly nothing. */
  readonly notBilledBy: readonly Attribute[];
  /** Null where it was not asked for. */
  readonly changes: ChangesSince | null;
  readonly within?: Within;
}
