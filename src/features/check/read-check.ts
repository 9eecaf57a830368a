import { describePeriod } from '#core/query/describe-query.ts';
import type { Problem } from '#core/query/query.ts';
import { problem } from '#core/query/query-problems.ts';
import type { QueryContext } from '#core/query/question-words.ts';
import type { Period } from '#core/time/period.ts';
import { readScope } from '../access/read-scope.ts';
import { checkedByDefault } from './check.ts';

/** A parsed `check …`. */
export interface AskedCheck {
  readonly period: Period;
  /** In words, unless it is the usual period. */
  readonly days?: string;
  readonly table?: 'day';
}

const tablePattern = /\bby\s+(day|model)\b/i;
/** `check yesterday's cost` asks for the cost. */
const figures = /\b(?:costs?|spend|spending|spent|usage)\b/i;

/** Parses the text after `check`: a period (the last 30 full days by default) and `by day`. Null for what has no period. */
export function readCheck(rest: string, context: QueryContext): AskedCheck | Problem | null {
  if (figures.test(rest)) return takesPeriodAlone(rest);
  const table = tablePattern.exec(rest)?.[1]?.toLowerCase();
  const read = readScope('check', 'last 30 days', rest.replace(tablePattern, ' '), context);
  if (read === null || 'problem' in read) return null;
  const { period, filters, versus } = read.query;
  const usual = checkedByDefault(context.now);
  const days = period.from === usual.from && period.to === usual.to ? null : describePeriod(period);
  if (filters.length > 0 || versus !== null) return takesPeriodAlone(`check ${days ?? ''}`.trim());
  return { period, ...(days === null ? {} : { days }), ...(table === 'day' ? { table } : {}) };
}

function takesPeriodAlone(suggestion: string): Problem {
  return problem('`check` sets the whole bill against all usage, and takes a period alone.', { suggestion });
}
