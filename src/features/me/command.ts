/** Openings of a question about one's own usage; the question follows. */
const beginnings: readonly RegExp[] = [
  /^(?:show\s+me\s+)?(?:what(?:'s| is| are| was| were)\s+)?my\s+(?:own\s+)?(?=spend|cost|tokens?\b|requests?\b|usage\b)/i,
  /^(?:me|mine)\b[\s:,]*/i,
];

/** `what did I spend` must not get the team's total. */
const firstPerson = /\b(?:did|do|have|am|will)\s+i\b|\bi(?:'ve)?\s+(?:spen[dt]|used?|cost)\b/i;

/** `how do I set a budget` and `who am I` are about spendbot, not about spend. */
const aboutSpendbot = /^(?:how\s+(?:do|can|should)\s+i\s+(?!spen|us|cost|compare)|who\s+am\s+i$|am\s+i\s+(?:an?\s+)?admin\b)/i;

/** The question that `text` asks about the asker's own usage; null if it is about everyone's. */
export function ownQuestion(text: string): string | null {
  const plain = text.trim().replaceAll('’', "'");
  for (const beginning of beginnings) {
    if (beginning.test(plain)) return plain.replace(beginning, '').replace(/^usage\b/i, '');
  }
  return firstPerson.test(plain) && !aboutSpendbot.test(plain) ? plain : null;
}
