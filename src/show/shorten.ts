/** `text` in at most `limit` UTF-16 units, with an ellipsis where something was cut. Never cuts a character in half. */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${firstUnits(text, limit - 1).trimEnd()}…`;
}

/**
 * `names` in at most `limit` characters each, all different, in the same order. A model's snapshot date is dropped first, as long as
 * no other name becomes the same; then the middle gives way to an ellipsis, since names that start alike mostly differ at
 * the end; then a number tells the rest apart. An empty name is `(no name)`.
 */
export function shortNames(names: readonly string[], limit: number): string[] {
  const undated = names.map(name => name.replace(/-\d{4}-\d{2}-\d{2}$/, ''));
  const taken = new Set<string>();
  return names.map((name, index) => {
    const bare = undated[index] ?? name;
    const isAlone = undated.filter(other => other === bare).length === 1;
    const candidate = withoutMiddle((name.length > limit && isAlone ? bare : name) || '(no name)', limit);
    const unique = firstFree(candidate, taken, limit);
    taken.add(unique);
    return unique;
  });
}

function withoutMiddle(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const tail = Math.floor((limit - 1) / 2);
  return `${firstUnits(name, limit - 1 - tail)}…${lastUnits(name, tail)}`;
}

function firstFree(name: string, taken: ReadonlySet<string>, limit: number): string {
  let unique = name;
  for (let number = 2; taken.has(unique); number += 1) {
    const suffix = ` #${number}`;
    unique = `${firstUnits(name, limit - suffix.length)}${suffix}`;
  }
  return unique;
}

function firstUnits(text: string, units: number): string {
  return text.slice(0, units).replace(/[\uD800-\uDBFF]$/, '');
}

function lastUnits(text: string, units: number): string {
  return text.slice(text.length - units).replace(/^[\uDC00-\uDFFF]/, '');
}
