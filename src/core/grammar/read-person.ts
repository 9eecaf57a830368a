import type { Problem } from '../query.ts';
import { type NamePlace, readKnown, settle } from './known-name-at.ts';
import { knownAs, knownNearest, knownWith } from './known-names.ts';
import type { Known } from './name-index.ts';
import { named, problem, withReplaced } from './problems.ts';
import type { Question, Read } from './question.ts';
import { writeNames } from './write-name.ts';

/**
 * Somebody named with an `@`. What Slack shows of a person counts only when it is the whole name, the e-mail address or
 * its part before the `@` of somebody that OpenAI knows: two people may have similar names. Typed, a part is enough.
 */
export function readPerson(question: Question, place: NamePlace): Read<Known> {
  const word = question.words[place.at];
  if (!word) return null;
  if (word.value === '') return nobody(question, place, null);
  const user: NamePlace = { ...place, dimension: 'user' };
  const name = word.value.replace(/^@/, '');
  const longer = word.kind === 'plain' ? readKnown(question, place.at, 'user') : null;
  if (longer) return settle(question, user, longer.value, longer.next);
  const nicknamed = knownAs(question.names, `@${name}`, 'user');
  const known = nicknamed.length > 0 ? nicknamed : knownAs(question.names, name, 'user');
  const found = known.length === 0 && word.kind === 'plain' && name.length > 1 ? knownWith(question.names, name, 'user') : known;
  if (found.length > 0) return settle(question, user, found, place.at + 1);
  return nobody(question, place, knownNearest(question.names, name, 'user'));
}

function nobody(question: Question, { at, from }: NamePlace, nearest: Known | null): Problem {
  const suggestion = nearest && withReplaced(question, from, at + 1, writeNames('user', [nearest.value], question.names));
  const who = named(question, at, at + 1);
  return problem(`OpenAI knows nobody called ${who}: write the person's name or e-mail address there.`, { suggestion });
}
