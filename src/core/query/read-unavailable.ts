import type { Problem } from './query.ts';
import { named, problem, withReplaced } from './query-problems.ts';
import { byWords, dimensionAdverbs } from './query-vocabulary.ts';
import { type Question, textAt } from './question-words.ts';

/** What people ask for that no answer shows, with what comes nearest: averages, and figures by hour. */
export function readUnavailable(question: Question, at: number): Problem | null {
  const text = textAt(question, at);
  const isSplitByHour = byWords.has(text) && hours.has(textAt(question, at + 1));
  if (isSplitByHour || text === 'hourly') {
    const next = isSplitByHour ? at + 2 : at + 1;
    return problem(`${named(question, at, next)}: the smallest step here is a day.`, {
      suggestion: withReplaced(question, at, next, 'by day'),
    });
  }
  const start = text === 'on' ? at + 1 : at;
  if (!averages.has(textAt(question, start))) return null;
  const unit = units.find(name => name === textAt(question, start + 1));
  const isSplit = question.words.some((_, index) => isTimeSplit(question, index));
  return problem(`${named(question, at, start + 1)}: answers show each day, week or month, and no mean of them.`, {
    suggestion: withReplaced(question, at, start + (unit ? 2 : 1), unit || !isSplit ? `by ${unit ?? 'day'}` : ''),
  });
}

function isTimeSplit(question: Question, at: number): boolean {
  const text = textAt(question, at);
  if (dimensionAdverbs.has(text)) return text !== 'who';
  return (byWords.has(text) || text === 'a') && units.some(unit => unit === textAt(question, at + 1));
}

const units = ['day', 'week', 'month'] as const;
const hours: ReadonlySet<string> = new Set(['hour', 'hours', 'minute']);
const averages: ReadonlySet<string> = new Set(['average', 'avg', 'averages', 'mean', 'median']);
