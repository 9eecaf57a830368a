const questions: readonly RegExp[] = [
  /^(?:compare\s+)?(?:the\s+)?(?:prices?|pricing)\s+(?:of|for)\s+(\S+\s+(?:vs\.?|versus|or|and|with|to)\s+\S+)$/i,
  /^(?:compare\s+)?(\S+\s+(?:vs\.?|versus|or|and)\s+\S+)\s+(?:prices?|pricing)$/i,
  /^(?:what\s+(?:is|are|was)\s+|what['’]s\s+|show\s+(?:me\s+)?)?(?:the\s+)?(\S+?)(?:['’]s)?\s+(?:list\s+)?(?:prices?|pricing)$/i,
  /^how\s+expensive\s+(?:is|are)\s+(\S+)$/i,
  /^(?:how\s+much|what)\s+(?:is|does)\s+(\S+)\s+(?:cost\s+)?per\s+(?:(?:1|1k|1m|a|one)\s+|million\s+)*(?:m|k)?tokens?$/i,
];

/** The model whose price is asked, or two of them: `what is gpt-5's price`. Null for other questions. */
export function priceQuestion(typed: string): string | null {
  const text = typed.trim().replace(/[?!.\s]+$/, '');
  for (const pattern of questions) {
    const model = pattern.exec(text)?.[1];
    if (model !== undefined && /\d/.test(model)) return model;
  }
  return null;
}
