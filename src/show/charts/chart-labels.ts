/**
 * `labels` without a model's snapshot date where they stay different, each cut in the middle to fit `width` pixels: the end of a
 * model id matters as much as the start. Duplicates get a number. Widths are estimates on the wide side; we cannot measure here.
 */
export function shortLabels(labels: readonly string[], width: number, textSize: number): string[] {
  const seen = new Set<string>();
  return undated(labels).map(label => {
    let short = shorten(label, width, textSize);
    for (let number = 2; seen.has(short); number++) {
      const mark = ` ${number}`;
      short = shorten(label, width - roughWidth(mark, textSize), textSize) + mark;
    }
    seen.add(short);
    return short;
  });
}

/** `labels` without the date of a model's snapshot, where they stay different. */
export function undated(labels: readonly string[]): string[] {
  const bare = labels.map(label => label.replace(/-\d{4}-\d{2}-\d{2}$/, ''));
  return labels.map((label, index) => (bare.filter(other => other === bare[index]).length === 1 ? (bare[index] ?? label) : label));
}

function shorten(label: string, width: number, textSize: number): string {
  const characters = [...label.replaceAll(/\s+/g, ' ').trim()];
  let short = characters.join('');
  for (let kept = characters.length - 1; kept > 0 && roughWidth(short, textSize) > width; kept--) {
    const end = Math.floor(kept / 2);
    short = `${characters.slice(0, kept - end).join('')}…${characters.slice(characters.length - end).join('')}`;
  }
  return short;
}

/** `pieces` joined by dots in at most two lines: breaks between pieces, else words; else cut. Estimated like {@link shortLabels}. */
export function twoLines(pieces: readonly string[], width: number, textSize: number): string[] {
  const byPiece = fill(pieces, ' · ', width, textSize);
  if (byPiece.length <= 2 && byPiece.every(line => roughWidth(line, textSize) <= width)) return byPiece;
  const [first = '', ...rest] = fill(pieces.join(' · ').split(/\s+/), ' ', width, textSize);
  return [first, ...(rest.length > 0 ? [rest.join(' ')] : [])].map(line => cut(line, width, textSize));
}

function fill(parts: readonly string[], between: string, width: number, textSize: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = `${lines.at(-1)}${between}${part}`;
    if (lines.length > 0 && roughWidth(longer, textSize) <= width) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}

/** How many rows `labels` take in a legend whose entries are `more` wider than their text. */
export function rowsOf(labels: readonly string[], width: number, textSize: number, more: number): number {
  let [rows, left] = [0, 0];
  for (const label of labels) {
    const wide = roughWidth(label, textSize) + more;
    if (wide > left) [rows, left] = [rows + 1, width];
    left -= wide;
  }
  return rows;
}

/** Whether `text` is surely no wider than `width` pixels. */
export function fits(text: string, width: number, textSize: number): boolean {
  return roughWidth(text, textSize) <= width;
}

/** The start of `line` that fits `width` pixels. */
export function cut(line: string, width: number, textSize: number): string {
  if (roughWidth(line, textSize) <= width) return line;
  const characters = [...line];
  while (characters.length > 0 && roughWidth(`${characters.join('')}…`, textSize) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/** The width of `text` in pixels, estimated on the wide side. */
export function roughWidth(text: string, textSize: number): number {
  return [...text].reduce((width, character) => width + textSize * emWidth(character), 0);
}

/** The width of a character in Inter, relative to the text size, rounded up by kind. Other alphabets count as the widest. */
function emWidth(character: string): number {
  if (character === ' ') return 0.3;
  if (/[iIjlt!',.:;|`·]/.test(character)) return 0.36;
  if (/[fr1()[\]/\\{}]/.test(character)) return 0.44;
  if (/[a-z_"^*?–-]/.test(character) && !/[mw]/.test(character)) return 0.62;
  if (/[0-9=<>$&+]/.test(character)) return 0.68;
  return /[A-Z]/.test(character) && !/[MW]/.test(character) ? 0.8 : 1;
}
