import { oneLine } from '#show/escape.ts';
import { strongLine, styled, type TextLine } from '#show/terminal/text-line.ts';
import type { StatusView } from './view.ts';
import { statusSections } from './words.ts';

/** Lines that somebody must act on. */
const trouble = /^(?:Stopped|Failed|Left out)\b/;

export function statusText(view: StatusView): TextLine[] {
  return statusSections(view).flatMap(({ title, lines }) => [
    strongLine(title),
    ...lines.map((line): TextLine => [styled(trouble.test(line) ? 'yellow' : null, `  ${oneLine(line)}`)]),
  ]);
}
