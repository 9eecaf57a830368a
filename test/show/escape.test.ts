import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mrkdwnName, oneLine, plainName, withCode } from '#show/escape.ts';

const zeroWidthSpace = '\u200b';
const visible = (text: string) => text.replaceAll(zeroWidthSpace, '');

/** Names made mostly of what Slack acts on. */
const hostile = fc
  .array(fc.constantFrom('<', '>', '&', '!', '@', '#', '|', '*', '_', '~', '`', ':', 'channel', 'a', ' ', '\n', 'U123', '\u202e'))
  .map(parts => parts.join(''));

describe('mrkdwnName', () => {
  it('pings nobody and formats nothing', () => {
    expect(mrkdwnName('<!channel>')).toBe('&lt;!channel&gt;');
    expect(mrkdwnName('R&D &lt;')).toBe('R&amp;D &amp;lt;');
    expect(mrkdwnName('*bold*')).not.toMatch(/\*bold\*/);
    expect(mrkdwnName('`code`')).not.toMatch(/`code`/);
    expect(mrkdwnName('_it_ :smile:')).not.toMatch(/_it_|:smile:/);
  });

  it('leaves ordinary model names as they are', () => {
    for (const name of ['gpt-4o-2024-08-06', 'text-embedding-3-small', 'ft:gpt-4o-mini', 'my_key_1']) expect(mrkdwnName(name)).toBe(name);
  });

  it('leaves no control sequence in any name, and the name readable', () => {
    fc.assert(
      fc.property(hostile, name => {
        const shown = mrkdwnName(name);
        expect(shown).not.toMatch(/[<>\n\u202e]|&(?!amp;|lt;|gt;)/);
        expect(shown).not.toMatch(/([*~`])[^\u200b]/);
        const read = visible(shown).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
        expect(read).toBe(oneLine(name));
      }),
    );
  });
});

describe('plainName', () => {
  it('shows a name as it is, and starts no mention even where Slack formats', () => {
    expect(visible(plainName('<!channel> *R&D*'))).toBe('<!channel> *R&D*');
    fc.assert(
      fc.property(hostile, name => {
        expect(plainName(name)).not.toMatch(/<[!@#]|<https?:/);
      }),
    );
  });

  it('keeps a name on one line and in reading order', () => {
    expect(plainName('a\n\tb\u202ec\ud800')).toBe('a b c');
  });
});

describe('withCode', () => {
  it('leaves commands between backticks to Slack as code, and the rest without format', () => {
    expect(withCode('Say `last 7d` or `by model`.')).toBe('Say `last 7d` or `by model`.');
    expect(withCode('*Bold* `for <!channel> & co` :x:')).toBe('*\u200bBold*\u200b `for &lt;!channel&gt; &amp; co` :\u200bx:');
  });

  it('lets no name open or leave code, or end the line', () => {
    expect(withCode('one ` alone')).toBe('one `\u200b alone');
    expect(withCode('`two\nlines`')).toBe('`\u200btwo lines`\u200b');
    expect(withCode('`a\u202Eb`')).toBe('`a b`');
  });
});
