const left =
  /^(?:so\s+)?(?:how\s+much|what(?:['’]s|\s+is)?)\s+(?:(?:money|room|is|do\s+we\s+have|have\s+we\s+got)\s+)*(?:left|remaining|headroom)(?:\s+do\s+we\s+have)?(?:\s+(?:this|for\s+the)\s+month)?$/i;
const againstSpend =
  /^(?:(?:actuals?|spend(?:ing)?|costs?)\s+(?:vs\.?|versus|against)\s+(?:the\s+)?budgets?|budgets?\s+(?:vs\.?|versus|against)\s+(?:actuals?|spend(?:ing)?|costs?))$/i;
const aboutBudgets = /^(?:how|what|are|is|do|did|have|has|where|which|remaining)\b(?=.*\bbudgets?\b)(?!.*\bwill\b)/is;

/** Asks how budgets stand: `how much is left`, `budget vs actual`. Answered by their list; null for anything else. */
export function budgetQuestion(typed: string): string | null {
  const text = typed.trim().replace(/[?!.\s]+$/, '');
  return [left, againstSpend, aboutBudgets].some(pattern => pattern.test(text)) ? '' : null;
}
