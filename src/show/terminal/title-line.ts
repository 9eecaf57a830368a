import stringWidth from 'string-width';
import { oneLine } from '../escape.ts';
import { type Terminal, usualWidth } from './terminal.ts';
import { piecesOf, styled, type TextLine } from './text-line.ts';

/** A title with its figure at the right edge of `below`, the lines that follow it, and the change next to that; on two lines if both don't fit. */
export function titleLine(title: string, figure: string, change: string, below: readonly TextLine[], terminal: Terminal): TextLine[] {
  const [left, right] = [oneLine(title), change === '' ? figure : `${figure}  ${change}`];
  const width = Math.max(usualWidth(terminal), ...below.map(widthOf));
  const space = width - stringWidth(left) - stringWidth(right);
  const figures = [styled('amount', figure), styled(null, right.slice(figure.length))];
  if (space >= 2 || !Number.isFinite(terminal.width))
    return [[styled('title', left), styled(null, ' '.repeat(Math.max(space, 2))), ...figures]];
  return [[styled('title', left)], [styled(null, '  '), ...figures]];
}

function widthOf(line: TextLine): number {
  return piecesOf(line).reduce((sum, { text }) => sum + stringWidth(text), 0);
}
