import { expect, it } from 'vitest';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { sentenceLine, smallPrint, strongLine } from '#show/terminal/text-line.ts';

const shout = (_style: string, text: string) => `\u001b[1m${text}\u001b[22m`;

it('a line that is too long goes on below its first word, also where it is colored', () => {
  const [line] = smallPrint('  read through 24 Nov, 15:53 UTC');
  if (line === undefined) throw new Error('There is a line');
  expect(terminalText([line], 20)).toBe('  read through 24\n  Nov, 15:53 UTC');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what colors are made of
  expect(terminalText([line], 20, shout).replaceAll(/\u001b\[\d+m/g, '')).toBe('  read through 24\n  Nov, 15:53 UTC');
});

it('a name that moves the cursor or colors text does neither', () => {
  expect(terminalText([strongLine('a\u001b[31mb\u0007')], 80, shout)).toBe('\u001b[1ma [31mb \u001b[22m');
});

it('an amount in a sentence stands out, without the punctuation after it', () => {
  const marked = (_role: string, text: string) => `[${text}]`;
  expect(terminalText([sentenceLine('It ends near $5,470, $530 under the $6,000.00 budget: −$3.')], 80, marked)).toBe(
    'It ends near [$5,470], [$530] under the [$6,000.00] budget: [−$3].',
  );
});
