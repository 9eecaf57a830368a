import { momentText } from '#show/phrases.ts';
import type { Done, Managed } from './view.ts';

/** `Budget set up: $500 per month for project "Search", warns at 50, 80, 100%, in #ml-costs.` */
export function doneWords({ did, what }: Done, thing: 'Budget' | 'Alert' | 'Digest'): string {
  return `${thing} ${did}: ${what}.`;
}

/** The last changes, one line each; `whom` formats a person for the reader's surface. */
export function changeNotes(changes: Managed['changes'], whom: (id: string) => string): string[] {
  return changes.map(({ at, who, what }) => `${momentText(at)}: ${whom(who)} ${withoutNumber(what)}`);
}

/** What the audit log says of a thing, which has a number there. */
export function withoutNumber(what: string): string {
  return what.replace(/^(budget|alert|digest) \d+: /, '$1 ');
}
