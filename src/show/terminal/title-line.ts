import stringWidth from 'string-width';
import { oneLine } from '../escape.ts';
import { type Terminal, usualWidth } from './terminal.ts';
import { styled, type TextLine } from './text-line.ts';

/** A title with its figure at the right edge, and the change next to that; below it where both don't fit. */
export function titleLine(title: string, figure: string, change: string, terminal: Terminal): TextLine[] {
  const [left, right] = [oneLine(title), change === '' ? figure : `${figure}  ${change}`];
  const space = usualWidth(terminal) - stringWidth(left) - stringWidth(right);
  const figures = [styled('bold', figure), styled(null, right.slice(figure.length))];
  if (space >= 2 || !Number.isFinite(terminal.width))
    return [[styled('bold', left), styled(null, ' '.repeat(Math.max(space, 2))), ...figures]];
  return [[styled('bold', left)], [styled(null, '  '), ...figures]];
}
