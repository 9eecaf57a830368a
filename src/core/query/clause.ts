import type { CalendarUnit, Period } from '../time/period.ts';
import type { Dimension, Metric } from '../usage/dimensions.ts';
import type { FilterValue } from './name-index.ts';
import type { AnswerForm, AskedPeriod } from './query.ts';

/** What one run of words asks for. Empty for filler. */
export interface Clause {
  readonly metric?: Metric;
  /** Set for `output tokens`: input and output stand apart in the rows of a split, so it needs one. */
  readonly isPart?: true;
  readonly period?: AskedPeriod;
  readonly by?: readonly Dimension[];
  readonly top?: number;
  readonly filters?: readonly (FilterValue & { readonly exclude: boolean })[];
  readonly versus?: Versus;
  readonly form?: AnswerForm;
  /** What it asks for if no other words do: `export` a CSV file, `everything` all time, a trend one figure a day. */
  readonly otherwise?: Otherwise;
}

interface Otherwise {
  readonly period?: AskedPeriod;
  readonly by?: Dimension;
  readonly form?: AnswerForm;
}

/** What to compare with: the previous period, the same days one unit earlier, or a given period. */
type Versus = 'previous' | { readonly unitBefore: CalendarUnit | 'day' } | Period;
