const wish =
  /^\s*(?:please\s+)?(?:(?:notify|tell|warn|alert|ping)\s+(?=(?:me|us|when|if|whenever|on|of|about|before|at)\b)|let\s+(?=(?:me|us)\s+know\b))(?!(?:me|us)\s+(?:what|which|how|who|why|the)\b)(.*)$/is;
export const amountPattern = /\$\s?\d[\d,.]*\d?k?/i;
const overBudget = /\b(?:budgets?|over|above|exceed(?:s|ed|ing)?)\b|%|\bpercent\b/i;
export const spikePattern = /\bspik(?:es?|ing)\b/i;
export const newThing = /\bnew\s+(model|key)s?\b/i;
const heard = [amountPattern, overBudget, spikePattern, newThing];

/** Whether `text` says what to warn of. */
export function saysWhat(text: string): boolean {
  return heard.some(pattern => pattern.test(text));
}

/** `alert me when`, `let us know if`: what follows, from `me` or `when` on. Null for other texts. */
export function warningQuestion(typed: string): string | null {
  const asked = wish.exec(typed)?.[1] ?? null;
  return asked !== null && saysWhat(asked) ? asked : null;
}
