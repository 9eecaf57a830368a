import { oneLine } from '#show/escape.ts';
import { styled, type TextLine } from '#show/terminal/text-line.ts';
import { statusVerdict } from './status-verdict.ts';
import type { StatusView } from './view.ts';
import { statusSections } from './words.ts';

/** Lines that somebody must act on. */
const trouble = /^(?:Stopped|Failed|Left out)\b/;
const troubled = /^(?:What fails|Jobs that failed|Messages that)\b/;

export function statusText(view: StatusView): TextLine[] {
  const { words, isWell } = statusVerdict(view);
  return [
    [styled(isWell ? 'good' : 'warn', oneLine(words))],
    ...statusSections(view).flatMap(({ title, lines }) => [
      [styled(troubled.test(title) ? 'warn' : 'title', title)],
      ...lines.map((line): TextLine => [styled(trouble.test(line) ? 'warn' : null, `  ${oneLine(line)}`)]),
    ]),
  ];
}
