const moved = '(?:increased|decreased|grew|grown|rose|risen|jumped|surged|changed|dropped|fell|fallen|went\\s+(?:up|down))';

const openings: readonly RegExp[] = [
  /^(?:and\s+|so\s+)?what(?:\s+is|'s|’s|\s+has|\s+was|\s+are)?\s+(?:caus(?:ed|ing|es?)|chang(?:ed|ing)|happened|dr(?:ove|iving|ives)|explain(?:s|ed)|behind)\b/i,
  /^explain\b/i,
  /^how\s+come\b/i,
  /^(?:what\s+(?:is|are|was|were)\s+)?(?:the\s+)?(?:biggest|largest|top|main)\s+(?:change|increase|decrease|mover|jump|drop)s?\b(?:\s+(?:in|of)\s+(?:cost|spend(?:ing)?)s?\b)?/i,
  new RegExp(`^(?:which|what)\\s+(?:model|project|key)s?\\s+(?:has\\s+|have\\s+)?${moved}(?:\\s+the)?\\s+most\\b`, 'i'),
  new RegExp(`^what\\s+(?:has\\s+)?${moved}\\b(?:\\s+(?:the\\s+)?most\\b)?`, 'i'),
  /^(?:(?:what\s+are|show(?:\s+me)?)\s+)?(?:the\s+)?(?:top\s+|biggest\s+|main\s+)?(?:cost\s+)?drivers?\b(?:\s+(?:of|for|behind)\b)?/i,
  /^(?:(?:what(?:\s+is|'s|’s|\s+was)\s+)?the\s+(?:reason|cause)s?\b|(?:reason|cause)s?(?=\s+(?:for|of|behind)\b))(?:\s+(?:for|of|behind)\b)?/i,
];

/** The rest of a question about what caused a change: `what happened yesterday`. Null for other questions. */
export function changeQuestion(typed: string): string | null {
  const text = typed.trim().replace(/^(?:show|tell)\s+(?:me|us)\s+(?=what\b)/i, '');
  const opening = openings.find(pattern => pattern.test(text));
  return opening === undefined ? null : text.replace(opening, '').trim();
}

const change =
  /\b(?:up|down|increase[ds]?|increasing|decrease[ds]?|ris(?:e|es|en|ing)|rose|jump(?:s|ed)?|spik(?:e|es|ed|ing)|drop(?:s|ped)?|falls?|fell|fallen|grow[ns]?|grew|growing|growth|chang(?:e|es|ed)|higher|lower|high|low|more|less|bigger|big|expensive|doubled?|surged?|peak(?:ed)?|cheap(?:er)?|happen(?:ed)?|behind|that|there|be|been|being|a\s+lot|sudden(?:ly)?)\b/gi;

const comparison =
  /\b(?:more|less|higher|lower|bigger|up|down|expensive|cheaper|increased?)\s+(?:than|from|over|compared\s+to)\s+(?:on\s+)?/i;
const thanUnit = new RegExp(`${comparison.source}(?:the\\s+)?(?:last|previous)\\s+(week|month|quarter|year)\\b`, 'i');

/** How to read `text` after `why`, best first: as it is, or without words for the change, which any answer explains. */
export function whyReadings(text: string): string[] {
  const ofUnit = text.replace(thanUnit, ' this $1 vs last $1 ');
  const compared = text.replace(comparison, ' vs ');
  const plain = (one: string) => one.replace(change, ' ').replace(/\s+/g, ' ').trim();
  return [...(ofUnit === text ? [] : [plain(ofUnit)]), text, plain(compared)];
}
