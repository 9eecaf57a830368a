import { momentText } from '#show/phrases.ts';
import type { Done, Managed } from './view.ts';

/** `Budget set up: $500 per month for project "Search", warns at 50, 80, 100%, in #ml-costs.` */
export function doneWords({ did, what }: Done, thing: 'Budget' | 'Alert' | 'Digest'): string {
  return `${thing} ${did}: ${what}.`;
}

/** The last changes, one line each; `whom` formats a person for the reader's surface. */
export function changeNotes(changes: Managed['changes'], whom: (id: string) => string): string[] {
  return changes.map(({ at, who, what }) => `${momentText(at)}: ${whom(who)} ${auditSentence(what)}`);
}

/** What the audit log says was done, to follow who did it: `set up a budget: $500 per month …`; with `isNumbered` `set up budget 2: …`. */
export function auditSentence(what: string, isNumbered = false): string {
  for (const [pattern, words] of sentences) if (pattern.test(what)) return what.replace(pattern, words);
  return what.replace(ofThing, (_, noun: string, number: string, did: string) => {
    const thing = isNumbered ? `${noun} ${number}` : did === 'set up' ? `${noun === 'alert' ? 'an' : 'a'} ${noun}` : `the ${noun}`;
    return `${did} ${thing}: `;
  });
}

const ofThing = /^(budget|alert|digest) (\d+): (set up|changed|paused|resumed|removed): /;
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^channel (\S+): shows /, 'had the answers in $1 show '],
  [/^sample alert posted (in \S+)$/, 'posted a sample alert $1'],
  [/^forecasts of budgets: (turned \w+)$/, '$1 the forecasts of budgets'],
  [/^alert (in \S+): (\w+)/, '$2 an alert $1'],
  [/^card (in \S+): no thanks$/, 'wanted nothing set up $1'],
  [/^card (in \S+): (.*)$/, 'chose $2 $1'],
];
