import { styled, type TextLine } from '#show/terminal/text-line.ts';

/** An error as lines for standard error: its `error:` stands out. */
export function errorLines(words: string): TextLine[] {
  return words.split('\n').map(line => {
    const start = /^error:/.exec(line)?.[0] ?? '';
    return start === '' ? line : [styled('bad', start), styled(null, line.slice(start.length))];
  });
}
