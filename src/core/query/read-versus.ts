import { addDays } from '../time/day.ts';
import { addUnits, type CalendarUnit, calendarUnits, lastDay, type Period } from '../time/period.ts';
import { isProblem, named, problem } from './query-problems.ts';
import { skipArticles, versusWords } from './query-vocabulary.ts';
import { matchAt, type Question, type Read, textAt, wordAfter } from './question-words.ts';
import { readPeriod } from './read-period.ts';

/** What to compare with: the previous period, the same days one unit earlier, or a given period. */
export type Versus = 'previous' | { readonly unitBefore: CalendarUnit } | Period;

/** `vs previous|last week|last month|last year|PERIOD`. `last week` and the like are the same days earlier: {@link sameDaysBefore}. */
export function readVersus(question: Question, at: number): Read<{ versus: Versus }> {
  const start = afterVersus(question, at);
  if (start === null) return null;
  const first = skipArticles(question, start);
  const word = question.words[first];
  const shift = word && matchAt(shiftPattern, question.plain, word.start);
  const afterShift = shift && wordAfter(question, first, word.start + shift[0].length);
  const unit = calendarUnits.find(name => name === shift?.[1]);
  if (unit && afterShift) return { value: { versus: { unitBefore: unit } }, next: afterShift };
  if (previousWords.has(textAt(question, first))) {
    const next = textAt(question, first + 1) === 'period' ? first + 2 : first + 1;
    return { value: { versus: 'previous' }, next };
  }
  const period = readPeriod(question, first);
  if (!period)
    return problem(
      `${named(question, at, Math.min(first + 1, question.words.length))}: compare with \`vs previous\`, \`vs last month\` or another period.`,
    );
  return isProblem(period) ? period : { value: { versus: { from: period.value.from, to: period.value.to } }, next: period.next };
}

/** Seven days earlier for a week, else the same dates, clamped (29–31 March: 28 February). Whole months stay whole: all of February. */
export function sameDaysBefore(period: Period, unit: CalendarUnit): Period {
  const from = addUnits(unit, period.from, -1);
  const isWholeMonths = period.from.endsWith('-01') && period.to.endsWith('-01');
  if (unit === 'week' || isWholeMonths) return { from, to: addUnits(unit, period.to, -1) };
  return { from, to: addDays(addUnits(unit, lastDay(period), -1), 1) };
}

const previousWords: ReadonlySet<string> = new Set(['previous', 'prev', 'before']);
const shiftPattern = /(?:same (?:period|days|time) )?(?:last|previous|prev) (week|month|quarter|year)(?: before)?(?![a-z\d])/y;

function afterVersus(question: Question, at: number): number | null {
  const text = textAt(question, at);
  if (versusWords.has(text)) return at + 1;
  if (text !== 'compared' && text !== 'compare') return null;
  return ['to', 'with', 'against'].includes(textAt(question, at + 1)) ? at + 2 : null;
}
