/** A snapshot date as OpenAI writes it: `-2024-08-06`, or `-0613` in 2023. */
const snapshotPattern = /^-(?:\d{4}-\d{2}-\d{2}|\d{4})$/;
const snapshotAtEnd = new RegExp(snapshotPattern.source.slice(1));

/** Whether a model filter covers `model`, ignoring case: its id, a `*` pattern, or undated: `gpt-4o`, but not for `gpt-4o-mini`. */
export function matchesModel(filter: string, model: string): boolean {
  const wanted = filter.toLowerCase();
  const seen = model.toLowerCase();
  if (wanted.includes('*')) return matchesWildcard(wanted, seen);
  return seen === wanted || (seen.startsWith(wanted) && snapshotPattern.test(seen.slice(wanted.length)));
}

/** `model` without its snapshot date, if it has one: `gpt-4o` for `gpt-4o-2024-08-06`. */
export function withoutSnapshot(model: string): string {
  return model.replace(snapshotAtEnd, '');
}

/** Whether `text` matches `pattern`, where `*` is any characters. Linear, so no pattern can make it slow. */
export function matchesWildcard(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const first = parts.shift() ?? '';
  const last = parts.pop();
  if (last === undefined) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let position = first.length;
  for (const part of parts) {
    const found = text.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return position <= text.length - last.length;
}

/** Whether `text` (in lower case) looks like a model, seen or not: `gpt-4o`, `o3`, `ft:gpt-4o-mini-2024-07-18:acme::AbCdEf`. */
export function isModelShaped(text: string): boolean {
  return shape.test(text);
}

const shape =
  /^(?:ft:[\w.:-]+|(?:chat)?gpt-[\w.:-]+|o\d[\w.-]*|(?:text|code|tts|whisper|dall-e|codex|computer-use|omni|sora|davinci|babbage|curie|ada)-[\w.:-]+)(?<=\w)$/;
