const questions: readonly RegExp[] = [
  /^(?:does|do|did)\s+(?:the\s+|our\s+|your\s+|these\s+|openai['’]s\s+)?(?:bill|figures|numbers|estimates?|costs)\s+(?:match|agree|add\s+up|reconcile)\b(?:.*\bbill(?:ed)?)?$/i,
  /^how\s+(?:accurate|exact|right|reliable)\s+(?:is|are)\s+(?:this|it|that|these|the\s+(?:figures|numbers|estimates?|costs))$/i,
  /^(?:(?:the\s+)?difference\s+between\s+)?(?:estimated?s?|list\s+prices?)\s+(?:and|vs\.?|versus|against)\s+(?:the\s+)?bill(?:ed)?$/i,
  /^(?:(?:the\s+)?difference\s+between\s+)?(?:the\s+)?bill(?:ed)?\s+(?:and|vs\.?|versus|against)\s+(?:the\s+)?(?:estimated?s?|list\s+prices?)$/i,
  /^reconcil(?:e|iation)$/i,
];

/** Asks whether the figures agree with the bill; null for anything else. */
export function checkQuestion(typed: string): string | null {
  const text = typed.trim().replace(/[?!.\s]+$/, '');
  return questions.some(pattern => pattern.test(text)) ? '' : null;
}
