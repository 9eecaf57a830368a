import { matchesWildcard } from '../match-model.ts';
import type { Attribute } from '../query.ts';
import { operations } from '../usage.ts';
import { foldName } from './fold-name.ts';
import type { NamePlace } from './known-name-at.ts';
import type { Known } from './name-index.ts';
import { indexOf, knownTiers } from './name-index.ts';
import { named, problem } from './problems.ts';
import type { Question, Read } from './question.ts';
import { readAttributeWord } from './vocabulary.ts';
import { isWildcard } from './write-name.ts';

/** A name with `*` in it: of models unless something else is said. It stays a pattern, so that it covers what comes later too. */
export function readWildcard(question: Question, { at, dimension, preferred }: NamePlace): Read<Known> {
  const word = question.words[at];
  if (!word || !isWildcard(word.value)) return null;
  const kind = dimension === null ? readAttributeWord(question, at + 1) : null;
  const attribute = dimension ?? kind?.value ?? preferred ?? 'model';
  const next = kind?.next ?? at + 1;
  const pattern = word.value.toLowerCase();
  if (attribute === 'model' || namesOf(question, attribute).some(name => matchesWildcard(pattern, name))) {
    return { value: { dimension: attribute, value: word.value }, next };
  }
  return problem(`No ${attribute} fits ${named(question, at, at + 1)}.`);
}

function namesOf(question: Question, attribute: Attribute): readonly string[] {
  if (attribute === 'operation') return operations;
  if (attribute === 'tier') return knownTiers;
  return indexOf(question.names).called.flatMap(one => (one.dimension === attribute ? [one.name, foldName(one.value)] : []));
}
