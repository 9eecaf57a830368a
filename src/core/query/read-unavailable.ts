import type { Problem } from './query.ts';
import { named, problem, withReplaced } from './query-problems.ts';
import { byWords, dimensionAdverbs } from './query-vocabulary.ts';
import { matchAt, type Question, textAt, wordAfter } from './question-words.ts';
import { readsAsName } from './read-known-name.ts';

/** What people ask for that no answer shows, with what comes nearest: averages, figures by hour, other currencies. */
export function readUnavailable(question: Question, at: number): Problem | null {
  const text = textAt(question, at);
  const isSplitByHour = byWords.has(text) && hours.has(textAt(question, at + 1));
  if (isSplitByHour || text === 'hourly') {
    const next = isSplitByHour ? at + 2 : at + 1;
    return problem(`${named(question, at, next)}: the smallest step here is a day.`, {
      suggestion: withReplaced(question, at, next, 'by day'),
    });
  }
  const other = readUnanswered(question, at);
  if (other !== null) return other;
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

/** Said of the words that match, and what to put in their place; null if nothing comes near. */
const unanswered: readonly (readonly [RegExp, string, string | readonly string[] | null])[] = [
  [
    /(?:(?:excluding|without|except|not|no|only|on) )?(?:weekdays?|weekends)(?: only)?(?![\w-])/y,
    'answers are of all days; `by day` shows each one.',
    'by day',
  ],
  [/(?:in )?(?:euros?|eur|€|pounds?|gbp|£|yen|jpy|rupees|inr|cents)(?![\w-])/y, 'amounts are in US dollars, as OpenAI bills them.', ''],
  [
    /per (?:(?:\d+|one|a|single) ?)?(?:k |m |thousand |million )?(?:requests?|calls?|tokens?|images?)(?![\w-])/y,
    'answers show cost, requests and tokens side by side, and divide none of them.',
    '',
  ],
  [/each (?:request|call|token|image)(?![\w-])/y, 'answers show cost, requests and tokens side by side, and divide none of them.', null],
  [
    /where (?:is|does|did|has) (?:all )?(?:the|our) (?:money|spend|spending|budget) (?:going|go|gone|went)(?![\w-])/y,
    'by project, by model or by person?',
    ['by project', 'by model', 'by user'],
  ],
  [/(?:the )?cache(?:d)? (?:hit )?(?:rates?|ratio|share)(?![\w-])/y, 'cached tokens are a column of a CSV file.', 'tokens by model as csv'],
  [/cached inputs?(?! tokens?\b)(?![\w-])/y, 'cached tokens are a column of a CSV file.', 'tokens as csv'],
  [/how many images(?![\w-])/y, 'images are counted in requests and tokens.', 'requests for operation image'],
  [/share(?:d)?(?: (?:this|it|that))?(?: (?:with|in|to|into) \S+)?$/y, 'every answer has a button that shares it in its channel.', null],
  [/shares? of(?![\w-])/y, '`by model` and `by project` show the share of each.', null],
  [/(?:credits?|refunds?)(?![\w-])/y, 'credits are lines of the bill, with an amount below zero.', 'by model'],
  [/(?:sales )?(?:tax(?:es)?|vat)(?![\w-])/y, 'OpenAI adds taxes on the invoice, and reports none with its costs.', null],
  [/(?:rate |spend(?:ing)? )?(?:limits?|quotas?)(?![\w-])/y, "OpenAI's own limits are not read; a budget warns before them.", null],
];

/** Words for what spendbot has under another name, or not at all. A team's own name for it wins. */
function readUnanswered(question: Question, at: number): Problem | null {
  const word = question.words[at];
  if (word?.kind !== 'plain') return null;
  for (const [pattern, because, instead] of unanswered) {
    const match = matchAt(pattern, question.plain, word.start);
    const next = match && wordAfter(question, at, word.start + match[0].length);
    if (!match || next === null || readsAsName(question, at)) continue;
    const written = [instead ?? []].flat().map(words => withReplaced(question, at, next, words));
    return problem(
      `${named(question, at, next)}: ${because}`,
      written.length > 1 ? { choices: written } : { suggestion: written[0] ?? null },
    );
  }
  return null;
}
