import type { Problem } from '#core/query/query.ts';
import { problem } from '#core/query/query-problems.ts';

const askedWarning = /^(?:me|us|when|if|whenever)\b/i;
const amountPattern = /\$\s?\d[\d,.]*\d?k?/i;

/** `alert me when`, `notify us of`: what follows, from `me` or `when` on. Null for other texts. */
export function warningQuestion(typed: string): string | null {
  const asked = /^\s*(?:please\s+)?(?:notify|tell|warn|alert|ping)\s+(?=(?:me|us|when|if|whenever)\b)(.*)$/is.exec(typed)?.[1] ?? null;
  return asked !== null && (amountPattern.test(asked) || /\b(?:spikes?|budgets?|over|above|exceeds?)\b/i.test(asked)) ? asked : null;
}

/** Offers the commands that `asked`, in words of its own, may mean; null if it is not a wish. */
export function warningMeant(asked: string): Problem | null {
  if (!askedWarning.test(asked)) return null;
  const amount = amountPattern.exec(asked)?.[0].replace(/[.,]$/, '');
  const isDaily = /\b(?:a|per|each|every|one|any)\s+day\b|\bdaily\b/i.test(asked);
  const choices =
    amount === undefined
      ? ['alerts spike']
      : isDaily
        ? [`alerts day over ${amount}`]
        : [`budget ${amount} per month`, `budget ${amount} per week`, `alerts day over ${amount}`];
  return problem('Which alert do you mean?', choices.length > 1 ? { choices } : { suggestion: choices[0] ?? null });
}
