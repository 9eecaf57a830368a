import { momentText } from '#show/phrases.ts';
import type { Done, Managed } from './view.ts';

export function doneWords({ did, number }: Done, thing: 'Budget' | 'Alert' | 'Digest'): string {
  return `${thing} ${number} is ${did}.`;
}

/** A line of a list with the number that commands take: `A spike of at least $20.00 in #ml-costs · alert 1`. */
export function numbered(thing: 'budget' | 'alert' | 'digest', number: number, line: string): string {
  return `${line} · ${thing} ${number}`;
}

/** The last changes, one line each; `whom` formats a person for the reader's surface. */
export function changeNotes(changes: Managed['changes'], whom: (id: string) => string): string[] {
  return changes.map(({ at, who, what }) => `${momentText(at)}: ${whom(who)} ${what}`);
}
