import type { Attribute } from '../usage/dimensions.ts';
import { isModelShaped } from '../usage/model-name.ts';
import { knownTiers } from '../usage/service-tier.ts';
import type { Names } from '../usage/team-names.ts';
import { operations } from '../usage/usage-row.ts';
import { knownAs, longestNameFrom } from './known-names.ts';
import { nobodysName } from './name-index.ts';
import { quote } from './question-words.ts';

/** A filter as the grammar reads it: `project "Search" or "Chat"`. By name if it is unique, else by e-mail address, else by id. */
export function writeNames(dimension: Attribute, values: readonly string[], names: Names): string {
  const written = values.map((value, index) => {
    const name = writeName(dimension, value, names);
    // A later name in a list may need `project` in front.
    const isUnderstoodAlone = index === 0 || !name.startsWith('"') || means(value, dimension, value, names);
    return isUnderstoodAlone ? name : `${dimension} ${name}`;
  });
  return `${dimension} ${written.join(' or ')}`;
}

function writeName(dimension: Attribute, value: string, names: Names): string {
  if (value === '') {
    const nobodys = nobodysName(dimension);
    return means(nobodys, dimension, value, names) ? nobodys : quote('');
  }
  if (dimension === 'model') return isPlainModel(value, names) ? value : quote(value);
  if (dimension === 'operation' && operations.some(known => known === value)) return value;
  if (dimension === 'tier' && knownTiers.some(known => known === value)) return value;
  if (isWildcard(value)) return value;
  const { name = null, email = null } = namedIn(dimension, names).find(one => one.id === value) ?? {};
  const label = [name, email].find(text => text !== null && isShowable(text) && means(text, dimension, value, names));
  return quote(label ?? value);
}

/** Whether a `*` pattern can go without quotes. It must: inside quotes a `*` is just a star. */
export function isWildcard(value: string): boolean {
  return value.includes('*') && /^[\p{L}\p{N}*_:/@+-][\p{L}\p{N}*._:/@+-]*(?<!\.)$/u.test(value);
}

function isPlainModel(value: string, names: Names): boolean {
  if (longestNameFrom(names, value) > value.length) return false;
  if (isWildcard(value)) return true;
  const known = knownAs(names, value, 'model');
  return isModelShaped(value.toLowerCase()) && known.every(one => one.value === value);
}

function means(text: string, dimension: Attribute, value: string, names: Names): boolean {
  const known = knownAs(names, text, dimension);
  return known.length === 1 && known[0]?.value === value;
}

/** Short, with no control characters, line breaks or direction marks. */
function isShowable(text: string): boolean {
  return text.length <= 60 && !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(text);
}

function namedIn(dimension: Attribute, names: Names): Names['users'] {
  if (dimension === 'user') return names.users;
  if (dimension === 'project') return names.projects;
  return dimension === 'key' ? names.keys : [];
}
