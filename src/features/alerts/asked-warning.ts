import { describeFilters } from '#core/query/describe-query.ts';
import { parseQuery } from '#core/query/parse-query.ts';
import type { Problem } from '#core/query/query.ts';
import { problem } from '#core/query/query-problems.ts';
import type { QueryContext } from '#core/query/question-words.ts';
import { amountPattern, newThing, saysWhat, spikePattern } from './warning-question.ts';

const addressed = /^(?:me|us|when|if|whenever)\b/i;
const percentPattern = /\b\d{1,3}\s?(?:%|percent\b)/gi;

/** Offers the commands that `asked`, in words of its own, may mean; null if it is not a wish. */
export function warningMeant(asked: string, context: QueryContext): Problem | null {
  const mayMean = saysWhat(asked);
  if (!addressed.test(asked) && !(mayMean && /^(?:on|of|about|before|at)\b/i.test(asked))) return null;
  const kind = newThing.exec(asked)?.[1]?.toLowerCase();
  if (kind !== undefined) return problem('Which alert do you mean?', { suggestion: `alerts new ${kind} on` });
  const amount = amountPattern.exec(asked)?.[0].replace(/[.,]$/, '');
  if (amount === undefined && !spikePattern.test(asked) && mayMean)
    return problem('Budgets warn: set one with its amount, as in `budget $500 per month warn at 80, 100`.', {
      choices: ['budget', 'alerts forecast on'],
    });
  const scope = mayMean ? scopeAsked(asked, context) : null;
  if (scope === null) return problem('Which alert do you mean?', { choices: ['help alerts', 'help budget'] });
  if (amount === undefined) return problem('Which alert do you mean?', { suggestion: `alerts spike${scope}` });
  const percents = asked.match(percentPattern)?.map(text => Number.parseInt(text, 10)) ?? [];
  const warnAt = percents.length === 0 ? '' : ` warn at ${percents.join(', ')}`;
  const unit = unitPattern.exec(asked);
  const offers = (unit === null ? ['month', 'week', 'day'] : [unit[1]?.toLowerCase() ?? 'day']).map(each =>
    each === 'day' ? `alerts day over ${amount}${scope}` : `budget ${amount} per ${each}${scope}${warnAt}`,
  );
  return problem('Which alert do you mean?', offers.length > 1 ? { choices: offers } : { suggestion: offers[0] ?? null });
}

const unitPattern = /\b(?:(week|month|quarter)(?:ly)?|day|daily|today)\b/i;

/** Words of a wish that name no scope, and are none of a question. */
const wishWords =
  /\b(?:know|when(?:ever)?|if|before|once|goes|gets?|will|(?:more|higher) than|over|above|below|exceed(?:s|ed|ing)?|reach(?:es)?|hits?|pass(?:es)?|costs?|spik(?:es?|ing)|jumps?|any|one|budgets?|(?:(?:per|a|each|every|this|the) )?(?:day|week|month|quarter)|daily|weekly|monthly|quarterly|today|on|about|there)\b|[,!?]|\.(?!\d)/gi;

/** The scope that a wish names, as a command takes it: ` for project "Search"`. Empty for everything; null if it is not understood. */
function scopeAsked(asked: string, context: QueryContext): string | null {
  const rest = asked.replace(amountPattern, ' ').replace(percentPattern, ' ').replace(wishWords, ' ').trim();
  const read = parseQuery(`cost ${rest}`, context);
  return 'query' in read ? ` ${describeFilters(read.query.filters, context.names)}`.trimEnd() : null;
}
