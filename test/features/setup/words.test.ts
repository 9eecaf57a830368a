import { expect, it } from 'vitest';
import { auditSentence } from '#features/setup/words.ts';

it.each([
  [
    'budget 2: set up: $500 per month for everything, warns at 50, 80, 100%, in C0COSTS',
    'set up a budget: $500 per month for everything, warns at 50, 80, 100%, in C0COSTS',
    'set up budget 2: $500 per month for everything, warns at 50, 80, 100%, in C0COSTS',
  ],
  ['alert 1: set up: day over $100 in C0COSTS', 'set up an alert: day over $100 in C0COSTS', 'set up alert 1: day over $100 in C0COSTS'],
  ['digest 3: paused: daily at 09:00 UTC', 'paused the digest: daily at 09:00 UTC', 'paused digest 3: daily at 09:00 UTC'],
  ['channel C0SEARCH: shows everything', 'had the answers in C0SEARCH show everything'],
  ['sample alert posted in C0COSTS', 'posted a sample alert in C0COSTS'],
  ['forecasts of budgets: turned off', 'turned off the forecasts of budgets'],
  ['alert in C0COSTS: acknowledged (Search is heading over)', 'acknowledged an alert in C0COSTS (Search is heading over)'],
  ['card in C0COSTS: digest', 'chose digest in C0COSTS'],
])('the audit log\'s "%s" reads as a sentence after who did it', (what, words, numbered = words) => {
  expect(auditSentence(what)).toBe(words);
  expect(auditSentence(what, true)).toBe(numbered);
});
