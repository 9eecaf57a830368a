import type { CalendarUnit, Period } from '../time/period.ts';
import { type Attribute, type Dimension, isTimeUnit, type Metric } from '../usage/dimensions.ts';

export const answerForms = ['default', 'chart', 'table', 'csv', 'json'] as const;
export type AnswerForm = (typeof answerForms)[number];

/**
 * Keeps rows whose attribute is one of `values`, or drops them when `exclude`. People, projects and keys are ids, '' for nobody.
 * A value may be a `*` pattern over names, also later ones. A model without a date covers its snapshots (see `matchesModel`).
 */
export interface Filter {
  readonly dimension: Attribute;
  readonly values: readonly string[];
  readonly exclude: boolean;
}

/** `calendar` marks a calendar unit, whole or running, compared with the unit before it; else compared with as many days before. */
export interface AskedPeriod extends Period {
  readonly calendar: CalendarUnit | null;
}

export interface Query {
  readonly metric: Metric;
  readonly period: AskedPeriod;
  /** At most two, no repeats. */
  readonly by: readonly Dimension[];
  /** At most one include and one exclude per attribute. All must hold. */
  readonly filters: readonly Filter[];
  readonly top: number | null;
  /** The comparison period, when the question names one. */
  readonly versus: Period | null;
  readonly form: AnswerForm;
}

/** Why words were not understood, for the person who typed them. */
export interface Problem {
  readonly problem: string;
  /** A valid question, or null when none is close. */
  readonly suggestion: string | null;
  /** Valid questions to choose from when the words are ambiguous. */
  readonly choices: readonly string[];
}

/** The attributes a question splits by or filters on. */
export function attributesOf(query: Pick<Query, 'by' | 'filters'>): Attribute[] {
  const split = query.by.filter(dimension => !isTimeUnit(dimension)) as Attribute[];
  return [...new Set([...split, ...query.filters.map(filter => filter.dimension)])];
}
