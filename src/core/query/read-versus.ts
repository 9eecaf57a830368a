import { addDays } from '../time/day.ts';
import { addUnits, type CalendarUnit, calendarUnits, daysBefore, lastDay, type Period } from '../time/period.ts';
import type { Clause } from './clause.ts';
import { runningUnit } from './periods/read-part-of.ts';
import { readPeriod } from './periods/read-period.ts';
import { isProblem, named, problem } from './query-problems.ts';
import { skipArticles, versusWords } from './query-vocabulary.ts';
import { afterAll, matchAt, type Question, type Read, textAt, type WordMatch, wordAfter } from './question-words.ts';

/** `vs previous|last week|last month|last year|PERIOD`, `week over week`. `last week` and the like are the same days earlier: {@link sameDaysBefore}. */
export function readVersus(question: Question, at: number): Read<Pick<Clause, 'versus' | 'otherwise'>> {
  const over = readOver(question, at);
  if (over) return over;
  const start = afterVersus(question, at);
  if (start === null) return null;
  const first = skipArticles(question, start);
  const shift = shiftAt(question, first);
  if (shift) {
    // `more than last week` is asked about this week.
    const isThan = textAt(question, at) === 'than' && shift.value !== 'day';
    const otherwise = isThan ? { otherwise: { period: runningUnit(shift.value, question.today) } } : {};
    return { value: { versus: { unitBefore: shift.value }, ...otherwise }, next: shift.next };
  }
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
export function sameDaysBefore(period: Period, unit: CalendarUnit | 'day'): Period {
  if (unit === 'day') return { from: addDays(period.from, -1), to: addDays(period.to, -1) };
  const from = addUnits(unit, period.from, -1);
  const isWholeMonths = period.from.endsWith('-01') && period.to.endsWith('-01');
  if (unit === 'week' || isWholeMonths) return { from, to: addUnits(unit, period.to, -1) };
  return { from, to: addDays(addUnits(unit, lastDay(period), -1), 1) };
}

const previousWords: ReadonlySet<string> = new Set(['previous', 'prev', 'before']);
const shiftPattern =
  /(?:(?:same|this) (?:period|days?|time|point|week|month|quarter) (?:(?:in|of) )?(?:the )?)?(?:(?:last|previous|prev|prior) (week|month|quarter|year)(?: before)?|(?:an? |one )?(day|week|month|quarter|year) (?:before|earlier|ago|prior))(?: to date)?(?! of )(?![a-z\d])/y;

function shiftAt(question: Question, at: number): WordMatch<CalendarUnit | 'day'> | null {
  const word = question.words[at];
  const shift = word && matchAt(shiftPattern, question.plain, word.start);
  const next = shift && wordAfter(question, at, word.start + shift[0].length);
  const unit = unitNamed(shift?.[1] ?? shift?.[2]);
  return unit && next ? { value: unit, next } : null;
}

function unitNamed(name: string | undefined): CalendarUnit | 'day' | null {
  return name === 'day' ? 'day' : (calendarUnits.find(unit => unit === name) ?? null);
}

const overLetters: ReadonlyMap<string, CalendarUnit | 'day'> = new Map(
  Object.entries({ dod: 'day', wow: 'week', mom: 'month', qoq: 'quarter', yoy: 'year' } as const),
);

const changeWords: ReadonlySet<string> = new Set(['growth', 'change', 'rate']);

/** `month over month`, `mom`, `yoy growth`: this month against the same days of the last one, unless another period is asked. */
function readOver(question: Question, at: number): WordMatch<Pick<Clause, 'versus' | 'otherwise'>> | null {
  const text = textAt(question, at);
  const isSpelled = ['over', 'on', 'to'].includes(textAt(question, at + 1)) && textAt(question, at + 2) === text;
  const unit = isSpelled ? unitNamed(text) : (overLetters.get(text) ?? null);
  if (unit === null) return null;
  const period = unit === 'day' ? { ...daysBefore(question.today, 1), calendar: null } : runningUnit(unit, question.today);
  return {
    value: { versus: { unitBefore: unit }, otherwise: { period } },
    next: afterAll(question, isSpelled ? at + 3 : at + 1, changeWords),
  };
}

/** The index after `vs` or `compared to`. In a comparison, also after a `to`, `with` or `and` before a period. */
function afterVersus(question: Question, at: number): number | null {
  const text = textAt(question, at);
  if (versusWords.has(text) || text === 'than') return at + 1;
  if (comparedWords.has(text) && ['to', 'with', 'against'].includes(textAt(question, at + 1))) return at + 2;
  if (!question.isComparing || at === 0 || !['to', 'with', 'and'].includes(text)) return null;
  const first = skipArticles(question, at + 1);
  const isPeriod = shiftAt(question, first) !== null || previousWords.has(textAt(question, first)) || readPeriod(question, first) !== null;
  return isPeriod ? at + 1 : null;
}

const comparedWords: ReadonlySet<string> = new Set(['compared', 'compare', 'comparing', 'relative']);
