/** Asks how budgets stand: `how much is left of the budget`. Answered by their list; null for anything else. */
export function budgetQuestion(typed: string): string | null {
  return /^\s*(?:how|what|are|is|do|did|have|has|where|which|remaining)\b(?=.*\bbudgets?\b)(?!.*\bwill\b)/is.test(typed) ? '' : null;
}
