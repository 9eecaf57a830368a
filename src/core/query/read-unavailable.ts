import type { Problem } from './query.ts';
import { named, problem, withReplaced } from './query-problems.ts';
import { byWords, dimensionAdverbs, readDimensionWord } from './query-vocabulary.ts';
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
  const isSplit = question.words.some((_, index) => isOwnSplit(question, index));
  return problem(`${named(question, at, start + 1)}: answers show each day, week or month, and no mean of them.`, {
    suggestion: withReplaced(question, at, start + (unit ? 2 : 1), unit || !isSplit ? `by ${unit ?? 'day'}` : ''),
  });
}

/** `per day`, `a day`, `daily`, `per user`. */
function isOwnSplit(question: Question, at: number): boolean {
  const text = textAt(question, at);
  if (dimensionAdverbs.has(text)) return text !== 'who';
  return byWords.has(text)
    ? readDimensionWord(question, at + 1) !== null
    : text === 'a' && units.some(unit => unit === textAt(question, at + 1));
}

const units = ['day', 'week', 'month'] as const;
const hours: ReadonlySet<string> = new Set(['hour', 'hours', 'minute']);
const averages: ReadonlySet<string> = new Set(['average', 'avg', 'averages', 'mean', 'median']);

/**
 * Said of the words that match, and what to put in their place (`$1` is what they hold); null if nothing comes near. Commands must be in a list: a single one
 * has to parse as a question, while all features read what is in a list.
 */
const unanswered: readonly (readonly [RegExp, string, string | readonly string[] | null])[] = [
  [
    /(?:(?:excluding|without|except|not|no|only|on|all) )?(?:weekdays?|weekends|(?:mon|tues|wednes|thurs|fri|satur|sun)days)(?: only)?(?![\w-])/y,
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
  [
    /(?:cost|price)s? per (?:(?:1|one|a|1k|1m|million|thousand) ?)*(?:[km] )?tokens? (?:(?:of|for|in|with) )?(\S*[a-z]\S*\d\S*)$/y,
    '`prices` followed by a model lists what its tokens cost.',
    ['prices $1', 'cost for $1'],
  ],
  [/how many images(?![\w-])/y, 'images are counted in requests and tokens.', 'requests for operation image'],
  [/share(?:d)?(?: (?:this|it|that))?(?: (?:with|in|to|into) \S+)?$/y, 'every answer has a button that shares it in its channel.', null],
  [/(?:percent(?:age)?s?|%)(?= (?:by|per) )/y, 'tables have the share of each row.', ''],
  [/(?:shares? of|percent(?:age)?s?|%)(?![\w-])/y, '`by model` and `by project` show the share of each.', null],
  [
    /(?:cumulative|cumulated|accumulated|running total|running sum)(?![\w-])/y,
    'answers show each day, and `forecast` draws the running total of the month.',
    ['by day', 'forecast'],
  ],
  [
    /(?:fy|fiscal)(?: ?(?:year|quarter|month))?s?(?: ?['’]?\d{2,4})?(?![\w-])/y,
    'fiscal years are not known here: write the days, as in `since 1 jul`.',
    null,
  ],
  [
    /(?:(?:since|from|until|till|before|after|on|over) )?(?:the )?(?:black friday|cyber monday|thanksgiving|christmas|xmas|easter|halloween|new year['’]?s?(?: eve| day)?|labor day)(?![\w-])/y,
    'holidays are not known here: write the day, as in `since 3 nov`.',
    null,
  ],
  [
    /(?:since|from|until|till|before|after) (?:the |our )?(?:last )?(?:launch|go-?live|release|deploy(?:ment)?|outage|incident)(?: day)?(?![\w-])/y,
    'that day is not known here: write it, as in `since 3 nov`.',
    null,
  ],
  [
    /(?:last |previous |this )?(?:business|working) days?(?![\w-])/y,
    'business days are not known here; `by day` shows each day.',
    'by day',
  ],
  [/(?:per|a) (?:head|capita|seat|developer|dev|engineer)(?![\w-])/y, '`by user` shows each person, and no mean of them.', 'by user'],
  [/(?:by |per )?(?:cost cent(?:er|re)s?|departments?)(?![\w-])/y, 'OpenAI reports projects, people and keys.', 'by project'],
  [/(?:by|per) teams?(?![\w-])/y, 'OpenAI reports projects, people and keys.', 'by project'],
  [/(?:#|no\. ?|number )([2-9]|1\d)(?= \w)/y, 'the largest come first.', 'top $1'],
  [/(?:the )?(?:second|2nd)(?:[ -](?:most expensive|most costly|biggest|largest|highest|priciest))/y, 'the largest come first.', 'top 2'],
  [/(?:the )?(?:third|3rd)(?:[ -](?:most expensive|most costly|biggest|largest|highest|priciest))/y, 'the largest come first.', 'top 3'],
  [/how many (?:different |active )?(users|people|models|projects|keys)(?![\w-])/y, 'rows are not counted; a table lists them.', 'by $1'],
  [/(?:any |the )?(?:unused|inactive|idle) (?:users|people|models|projects|keys)(?![\w-])/y, 'answers are only of what was used.', null],
  [
    /(?:how (?:can|could|do|should) (?:we|i) )?(?:(?:reduce|cut|lower|optimi[sz]e) (?:our |the )?(?:costs?|spend(?:ing)?|bill)|save(?: (?:some )?money)?|savings?|cheaper(?: models?)?(?! than))(?![\w-])/y,
    'no advice on saving is given; `by model` shows what costs most.',
    'by model',
  ],
  [/growth(?: rates?)?(?= (?:vs|versus|against|compared|over)(?![\w-]))/y, 'answers name the change from the period before.', ''],
  [/growth(?: rates?)?(?![\w-])/y, 'answers name the change from the period before.', 'month over month'],
  [
    /(?:(?:are there|do we have|did we get) )?(?:any |the )?new (model|key|user|project)s?(?![\w-])/y,
    'answers do not tell what is new; an alert can tell of a new model or key.',
    ['by $1', 'alerts new $1 on'],
  ],
  [/what(?:['’]s| is| are| was) (?:new|different)(?![\w-])/y, '`why` names what changed.', ['why']],
  [
    /who (?:(?:has |is |was )?(?:caus(?:ed|ing)|driving|drove)|(?:is |was )?(?:responsible for|to blame for|behind))(?![\w-])/y,
    '`why` names what changed.',
    ['why'],
  ],
  [
    /(?:(?:as|in|to|into|for) )?(?:an? )?(?:spreadsheet|excel|xlsx?|(?:google )?sheet)s?(?: file)?(?![\w-])/y,
    'a CSV file opens in any spreadsheet.',
    'as csv',
  ],
  [
    /(?:(?:please )?(?:send|post|give|get|show) (?:me|us) (?:an? |the )?(daily|weekly|monthly) (?:reports?|summary|summaries|updates?|digests?)(?![\w-]).*)/y,
    'a digest posts to a channel.',
    ['digest $1 at 9:00', 'digest preview $1'],
  ],
  [
    /(?:e-?mail (?:me|us|it|this|that|the|a|our)(?![\w-]).*|(?:by|via|per) e-?mail|(?<!\S *)e-?mail$)/y,
    'nothing is sent by e-mail; a digest posts to a channel.',
    ['digest'],
  ],
  [
    /(?:by |per |each |which )(?:organi[sz]ation|org)s?(?![\w-])|(?<!\S *)organi[sz]ations?$/y,
    'each source has its organization.',
    'by source',
  ],
  [
    /discounts?(?![\w-])|free (?:tokens?|tiers?|credits?|usage|quota)(?![\w-])/y,
    'OpenAI reports none apart; `check` sets the bill against list prices.',
    ['check'],
  ],
  [
    /(?:is |are )?(?:openai|chatgpt|the api) (?:down|up|working|online|available)(?![\w-])|(?:openai(?:['’]s)? status|status of openai)(?![\w-])|(?:any )?outages?$/y,
    "OpenAI's own state is not read; `status` tells whether its figures are.",
    ['status'],
  ],
  [
    /who (?:is|are) (?:(?:the|our|an?) )?(?:admin|owner)s?(?![\w-])|am i (?:an? )?admin(?![\w-])/y,
    '`settings` tells who is an admin.',
    ['settings'],
  ],
  [/who ?am ?i(?![\w-])/y, '`me` shows your own usage.', ['me']],
  [/(?:un)?(?:mute|snooze)(?![\w-])(?:.*)/y, 'an alert has a menu to snooze it, and `alerts` lists buttons to pause it.', ['alerts']],
  [/what if(?![\w-])/y, 'what other use or prices would cost is not worked out.', null],
  [
    /(?:how much|what) would (?=.*\bcost\b)/y,
    'what something would cost is not worked out; `prices` followed by a model lists its prices.',
    null,
  ],
  [/(?:openai |prepaid |account )?balance(?![\w-])/y, "OpenAI's prepaid balance is not read.", null],
  [/(?:latency|errors?(?: rates?)?|uptime|throughput|tpm|rpm|per second)(?![\w-])/y, 'answers are of cost, tokens and requests.', null],
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
    const written = [instead ?? []].flat().map(words => withReplaced(question, at, next, words.replace('$1', match[1] ?? '')));
    return problem(
      `${named(question, at, next)}: ${because}`,
      Array.isArray(instead) ? { choices: written } : { suggestion: written[0] ?? null },
    );
  }
  return null;
}
