const questions: readonly RegExp[] = [
  /^(?:are\s+you|is\s+(?:it|spendbot|everything|the\s+bot))\s+(?:ok(?:ay)?|up|down|broken|working|alive|running|healthy|fine|there)$/i,
  /^(?:is|are)\s+(?:the\s+|our\s+|your\s+)?(?:data|figures|numbers|costs)\s+(?:up[- ]to[- ]date|current|complete|fresh)$/i,
  /^when\s+(?:was|were|did)\s+(?:the\s+|you\s+)?(?:data|figures|numbers|it|this)?\s*(?:last\s+)?(?:collect(?:ed)?|update[d]?|fetch(?:ed)?|refresh(?:ed)?)(?:\s+last)?$/i,
];

/** Asks whether spendbot works; null for anything else. */
export function statusQuestion(typed: string): string | null {
  const text = typed.trim().replace(/[?!.\s]+$/, '');
  return questions.some(pattern => pattern.test(text)) ? '' : null;
}
