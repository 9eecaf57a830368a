const greetings =
  /^(?:hi|ping|test|testing|hiya|hello|hey|yo|howdy|hallo|sup|what(?:['’]?s|\s+is)\s+up|good\s+(?:morning|afternoon|evening|day))$/i;
const thanks = /^(?:many\s+)?(?:thanks?|thank\s+you|thx|ty|cheers|great|nice|cool|perfect|awesome|good\s+(?:bot|job|work)|well\s+done)$/i;
const partings = /^(?:bye|goodbye|see\s+you|ok|okay|got\s+it|never\s?mind)$/i;
const addressing = /[\s,]+(?:there|all|team|everyone|folks|again|bot|spendbot|so\s+much|very\s+much|a\s+lot|you|mate)$/i;

const usage =
  /^(?:what\s+can\s+(?:you|i|we|spendbot)\s+(?:do|ask|say)|how\s+do(?:es)?\s+(?:you|this|it|spendbot)\s+work|how\s+(?:do|can)\s+(?:i|we)\s+use\s+(?:you|this|it|spendbot))(?:\s+(?:you|here|for\s+(?:me|us)))?$/i;
const howTo = /^how\s+(?:do|can|should)\s+(?:i|we|you)\b.*\b(budget|alert|digest)s?\b/i;
const identity = /^(?:who|what)\s+(?:are\s+you|is\s+(?:this|spendbot))$/i;

/** `hi`, `thanks` or `bye` for a message that says no more than that, nothing or a feature for a question about how to ask; null for any other. */
export function greeting(typed: string): string | null {
  let text = typed
    .replace(/\p{Extended_Pictographic}|\uFE0F|:[a-z0-9_+-]+:/gu, '')
    .replace(/[\s!?.,]+$/, '')
    .trim();
  if (usage.test(text)) return '';
  const topic = howTo.exec(text)?.[1];
  if (topic !== undefined) return topic.toLowerCase();
  if (identity.test(text)) return 'hi';
  while (![greetings, thanks, partings].some(kind => kind.test(text)) && addressing.test(text)) text = text.replace(addressing, '').trim();
  if (greetings.test(text)) return 'hi';
  if (partings.test(text)) return 'bye';
  return thanks.test(text) ? 'thanks' : null;
}
