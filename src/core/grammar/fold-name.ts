import { withPlainDashes } from './words.ts';

/** A name as names are compared: without case, kinds of dashes, quotes and spaces, and full stops or marks at its end. */
export function foldName(name: string): string {
  const lower = name.toLowerCase();
  if (isSimple.test(lower)) return lower;
  const plain = withPlainDashes(lower.normalize('NFC'))
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‘’`]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
  let end = plain.length;
  while (end > 0 && marks.includes(plain.charAt(end - 1))) end -= 1;
  return plain.slice(0, end).trimEnd();
}

/** Nothing to fold in it, as in most names; the pattern is only there for speed. */
const isSimple = /^[\w:@-]+(?:[ .][\w:@-]+)*$/;
const marks = '?!.…';
