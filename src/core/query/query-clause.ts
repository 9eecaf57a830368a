import type { Dimension, Metric } from '../usage/dimensions.ts';
import type { FilterValue } from './name-index.ts';
import type { AnswerForm, AskedPeriod } from './query.ts';
import type { Versus } from './read-versus.ts';

/** What one run of words says of the question; nothing where they are filler. */
export interface Clause {
  readonly metric?: Metric;
  readonly period?: AskedPeriod;
  readonly by?: readonly Dimension[];
  readonly top?: number;
  readonly filters?: readonly (FilterValue & { readonly exclude: boolean })[];
  readonly versus?: Versus;
  readonly form?: AnswerForm;
}
