import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { withoutControls } from '../escape.ts';
import { piecesOf, type TextLine, type TextRole } from './text-line.ts';

/** Shows what `text` is, or returns it as it is. */
type Paint = (role: TextRole, text: string) => string;

const noPaint: Paint = (_role, text) => text;

/**
 * Lines for a terminal, ending without a line break. No name in them can move the cursor, hide text or color it. A line longer than
 * `width` goes on below its first word.
 */
export function terminalText(lines: readonly TextLine[], width = Number.POSITIVE_INFINITY, paint = noPaint): string {
  return lines.flatMap(line => rowsOf(painted(line, paint), width)).join('\n');
}

function painted(line: TextLine, paint: Paint): string[] {
  if (typeof line === 'string') return line.split('\n').map(withoutControls);
  const pieces = piecesOf(line).map(({ role, text }) => {
    const harmless = withoutControls(text);
    if (role === null || harmless.trim() === '') return harmless;
    // Spaces before the color, so that a line that is too long goes on below its first word.
    const words = harmless.trimStart();
    return ' '.repeat(harmless.length - words.length) + paint(role, words);
  });
  return [pieces.join('').trimEnd()];
}

function rowsOf(lines: readonly string[], width: number): string[] {
  if (!Number.isFinite(width)) return [...lines];
  return lines.flatMap(line => {
    if (stringWidth(line) <= width) return [line];
    const indent = /^ */.exec(line)?.[0] ?? '';
    const room = Math.max(width - indent.length, 1);
    return wrapAnsi(line.slice(indent.length), room, { hard: true })
      .split('\n')
      .map(row => `${indent}${row}`.trimEnd());
  });
}
