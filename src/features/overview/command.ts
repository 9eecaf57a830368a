const questions: readonly RegExp[] = [
  /^(?:so\s+)?how(?:\s+is|['’]s|\s+are)\s+(?:we|it|things|everything|(?:the\s+|our\s+)?(?:spend|spending|costs?))\s+(?:doing|going|looking)(?:\s+(?:today|now|so\s+far))?$/i,
  /^(?:(?:show|give|send)\s+(?:me\s+|us\s+)?)?(?:the\s+|a\s+|an\s+|our\s+)?(?:spend(?:ing)?\s+|cost\s+)?report$/i,
  /^(?:is|was|are|were)\s+(?:this|that|it|today|yesterday|(?:the\s+|our\s+)?(?:spend|spending|costs?))\s+(?:ok|okay|normal|usual|unusual|weird|strange|odd|high|expensive)$/i,
  /^(?:is\s+there\s+)?(?:anything|something|what['’]s|what\s+is|what\s+was)\s+(?:unusual|weird|strange|odd|abnormal)(?:\s+(?:today|yesterday|lately))?$/i,
  /^(?:(?:any|are\s+there\s+(?:any\s+)?)\s*)?(?:spikes?|anomal(?:y|ies)|surprises)(?:\s+(?:today|yesterday|lately))?$/i,
];

/** Asks how things stand; null for anything else. */
export function overviewQuestion(typed: string): string | null {
  const text = typed.trim().replace(/[?!.\s]+$/, '');
  return questions.some(pattern => pattern.test(text)) ? '' : null;
}
