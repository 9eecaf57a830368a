import type { CalendarUnit, Period } from '../time/period.ts';
import { type Attribute, type Dimension, isTimeUnit, type Metric } from '../usage/dimensions.ts';

export const answerForms = ['default', 'chart', 'table', 'csv', 'json'] as const;
export type AnswerForm = (typeof answerForms)[number];

/**
 * Keeps the rows whose attribute is one of `values`, or drops them when `exclude`.
 *
 * Values of user, project and key are ids as OpenAI reports them; the empty string is what belongs to nobody. A value
 * may be a pattern with `*`, of what things are called, so that it covers what comes later too. A model without a
 * snapshot date covers its dated snapshots (see `matchesModel`).
 */
export interface Filter {
  readonly dimension: Attribute;
  readonly values: readonly string[];
  readonly exclude: boolean;
}

/**
 * A period as it was asked for. `calendar` says that it is a calendar unit, whole or still running, and so is compared
 * with the unit before it; without it a period is compared with the equal number of days before.
 */
export interface AskedPeriod extends Period {
  readonly calendar: CalendarUnit | null;
}

/** A question that was understood. */
export interface Query {
  readonly metric: Metric;
  readonly period: AskedPeriod;
  /** At most two, no repeats. */
  readonly by: readonly Dimension[];
  /** At most one including and one excluding filter for an attribute; several must all hold. */
  readonly filters: readonly Filter[];
  readonly top: number | null;
  /** The period to compare with when the question names one. */
  readonly versus: Period | null;
  readonly form: AnswerForm;
}

/** What the parser says of words it does not understand, in words for the person who typed them. */
export interface Problem {
  readonly problem: string;
  /** A whole question that is understood, or null where nothing is near. */
  readonly suggestion: string | null;
  /** Whole questions to choose from when the words fit several things. */
  readonly choices: readonly string[];
}

/** The attributes that a question splits by or filters on. */
export function attributesOf(query: Pick<Query, 'by' | 'filters'>): Attribute[] {
  const split = query.by.filter(dimension => !isTimeUnit(dimension)) as Attribute[];
  return [...new Set([...split, ...query.filters.map(filter => filter.dimension)])];
}
