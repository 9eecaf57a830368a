/** `text` in at most `limit` UTF-16 units, cut with an ellipsis. Never splits a character. */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${firstUnits(text, limit - 1).trimEnd()}…`;
}

/** As {@link shorten}, for mrkdwn: neither a link (`<#C0123|name>`) nor an entity (`&amp;`) is cut in two. */
export function shortenMrkdwn(text: string, limit: number): string {
  return text.length <= limit
    ? text
    : `${firstUnits(text, limit - 1)
        .replace(/<[^<>]*$|&\w*$/, '')
        .trimEnd()}…`;
}

/**
 * `names` in the same order, at most `limit` characters each, all different. Drops a model's snapshot date first, if
 * the name stays unique; then cuts the middle, since similar names mostly differ at the end; then adds a number. An
 * empty name is `(no name)`.
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
