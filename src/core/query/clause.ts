import type { Dimension, Metric } from '../usage/dimensions.ts';
import type { Known } from './name-index.ts';
import type { AskedPeriod, Form } from './query.ts';
import type { Versus } from './versus.ts';

/** What one run of words says of the question; nothing where they are filler. */
export interface Clause {
  readonly metric?: Metric;
  readonly period?: AskedPeriod;
  readonly by?: readonly Dimension[];
  readonly top?: number;
  readonly filters?: readonly (Known & { readonly exclude: boolean })[];
  readonly versus?: Versus;
  readonly form?: Form;
}
