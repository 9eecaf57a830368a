/** Names of `node:util` `styleText`. */
export type TextStyle = 'bold' | 'gray' | 'cyan' | 'green' | 'yellow' | 'red';

export interface TextPiece {
  readonly text: string;
  /** Null for plain text. */
  readonly style: TextStyle | null;
}

/** A line for a terminal. Names in it are as they came: {@link terminalText} takes out what could move the cursor. */
export type TextLine = string | readonly TextPiece[];

export function styled(style: TextStyle | null, text: string): TextPiece {
  return { style, text };
}

export function strongLine(text: string): TextLine {
  return [styled('bold', text)];
}

/** Small print. Lines without words are left out. */
export function smallPrint(...lines: readonly string[]): TextLine[] {
  return lines.filter(line => line.trim() !== '').map(line => [styled('gray', line)]);
}

/** What a reader must not miss: a figure that is not whole. */
export function warningLines(warnings: readonly string[]): TextLine[] {
  return warnings.map(warning => [styled('yellow', warning)]);
}

export function piecesOf(line: TextLine): readonly TextPiece[] {
  return typeof line === 'string' ? [styled(null, line)] : line;
}
