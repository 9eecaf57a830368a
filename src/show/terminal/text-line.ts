/**
 * What a piece of a line is, which a terminal with colors shows: what comes first, an amount, small print, a drawn bar, and a state that is
 * fine, that somebody should look at, or that is wrong.
 */
export type TextRole = 'title' | 'amount' | 'dim' | 'bar' | 'good' | 'warn' | 'bad';

export interface TextPiece {
  readonly text: string;
  /** Null for plain text. */
  readonly role: TextRole | null;
}

/** A line for a terminal. Names in it are as they came: {@link terminalText} takes out what could move the cursor. */
export type TextLine = string | readonly TextPiece[];

export function styled(role: TextRole | null, text: string): TextPiece {
  return { role, text };
}

export function strongLine(text: string): TextLine {
  return [styled('title', text)];
}

/** A sentence whose dollar amounts stand out. */
export function sentenceLine(text: string): TextLine {
  return text.split(/([+−]?\$\d+(?:,\d{3})*(?:\.\d+)?)/).map((part, index) => styled(index % 2 === 1 ? 'amount' : null, part));
}

/** Small print. Lines without words are left out. */
export function smallPrint(...lines: readonly string[]): TextLine[] {
  return lines.filter(line => line.trim() !== '').map(line => [styled('dim', line)]);
}

/** What a reader must not miss: a figure that is not whole. */
export function warningLines(warnings: readonly string[]): TextLine[] {
  return warnings.map(warning => [styled('warn', warning)]);
}

export function piecesOf(line: TextLine): readonly TextPiece[] {
  return typeof line === 'string' ? [styled(null, line)] : line;
}
