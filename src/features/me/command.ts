/** Ways to begin a question about one's own usage; what is asked of it follows. */
const beginnings: readonly RegExp[] = [
  /^(?:show\s+me\s+)?(?:what(?:'s| is| are| was| were)\s+)?my\s+(?:own\s+)?(?=spend|cost|tokens?\b|requests?\b|usage\b)/i,
  /^me\b[\s:,]*/i,
];

/** `what did I spend`: the team's total would be another answer. */
const firstPerson = /\b(?:did|do|have|am)\s+i\b/i;

/** What `text` asks of the asker's own usage, as a question; null where it asks of everybody's. */
export function ownQuestion(text: string): string | null {
  const plain = text.trim().replaceAll('’', "'");
  for (const beginning of beginnings) {
    if (beginning.test(plain)) return plain.replace(beginning, '').replace(/^usage\b/i, '');
  }
  return firstPerson.test(plain) ? plain : null;
}
