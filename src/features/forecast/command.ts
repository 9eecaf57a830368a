/** Words for what a period will have cost. */
const ahead =
  /\b(?:forecast(?:ed|s)?|project(?:ed|ions?)|predict(?:ed|ions?)?|(?:run|burn)[- ]?rate|on\s+(?:track|pace|course)|expected)\b/gi;

const willWe =
  /^\s*(?:(?:and|so|ok|hey|please)[\s,]+)*(?:(?:what|how\s+much(?:\s+money)?|where)\s+will|when\s+(?:will|do|does)|will\s+(?:we|it|our|the|this|(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber)|(?:are|is)\s+(?:we|it)\s+going\s+to)\b/i;

/** Says how it may end, which a forecast shows with the budget. */
const ends =
  /\b(?:where|when|run\s+out(?:\s+of)?|burn(?:ed)?|will|going\s+to|be|end\s+up|land|finish|stay|remain|keep|exceed|hit|reach|under|below|within|over|above|budget|spending|by|at|until|with|likely|expected)\b/gi;

/** An amount that it may reach: the answer says where it ends, for the reader to compare. */
const amount =
  /(?:\$\s?\d[\d,.]*\s?[km]?|\b\d[\d,.]*\s?(?:k|usd|dollars)|(?<=\b(?:hit|reach|exceed|under|over|above|below)\s)\d{3,7})(?![\w%])/gi;

const endOfUnit = /\b(?:(?:the\s+)?end\s+of\s+(?:the\s+|this\s+)?(week|month|quarter|year)|(week|month|quarter|year)[- ]end)\b/gi;

const theUnit = /\bthe\s+(?:(?:whole|full|current|rest\s+of\s+the)\s+)?(week|month|quarter|year)\b/gi;

const units: Readonly<Record<string, string>> = { w: 'week', m: 'month', q: 'quarter', y: 'year' };

/** The period and filters of a question about what is ahead: `are we on track this month`. Null for others and for one's own usage. */
export function forecastQuestion(typed: string): string | null {
  const asked = typed.trim().replace(/\beo([wmqy])\b/gi, (_, letter: string) => `end of ${units[letter.toLowerCase()]}`);
  const isEnd = asked.replace(endOfUnit, '').trim() === '' && asked !== '';
  if (/\b(?:i|my)\b/i.test(asked) || !(isEnd || asked.search(ahead) >= 0 || willWe.test(asked))) return null;
  return ofRunningUnit(asked.replace(ahead, ' ').replace(amount, ' ')).replace(ends, ' ').replace(/\s+/g, ' ').trim();
}

/** `text` after `forecast`, with `the year` and `annual` as the running one. */
export function ofRunningUnit(text: string): string {
  return text
    .replace(/\b(?:annual(?:ly)?|yearly)\b/gi, 'this year')
    .replace(endOfUnit, ' this $1$2 ')
    .replace(theUnit, ' this $1 ')
    .trim();
}
