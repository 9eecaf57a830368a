import { createCanvas } from '@napi-rs/canvas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawableText, fontFamilies, registerFonts } from '#show/charts/embedded-renderer.ts';

registerFonts();

describe('drawableText', () => {
  it('leaves names as they are in the alphabets that the fonts have', () => {
    for (const name of ['gpt-4o-2024-08-06', 'Łódź', 'Привет мир', 'Ελληνικά', 'Tiếng Việt', '−3% · “a”…']) {
      expect(drawableText(name)).toBe(name);
    }
  });

  it('puts one mark in the place of each character that the fonts lack', () => {
    expect(drawableText('漢字 team')).toBe('?? team');
    expect(drawableText('👩‍👩‍👧 a → b ✓')).toBe('? a ? b ?');
  });

  it('draws an accent that was typed apart as one letter', () => {
    expect(drawableText('e\u0301')).toBe('é');
  });

  it('leaves out what shows nothing, and keeps words apart', () => {
    expect(drawableText('a\u0000\u202eb\u200b')).toBe('ab');
    expect(drawableText('a\nb\tc')).toBe('a b c');
  });

  it('gives only characters that both weights of the fonts have', () => {
    const lacking: string[] = [];
    for (const weight of [400, 600]) {
      const missing = drawn('漢', weight);
      for (let codePoint = 0x20; codePoint < 0x3000; codePoint++) {
        const character = String.fromCodePoint(codePoint);
        if (drawableText(character) === character && drawn(character, weight) === missing) lacking.push(codePoint.toString(16));
      }
    }
    expect(lacking).toEqual([]);
  });

  it('never gives the canvas a text that it refuses', () => {
    const context = createCanvas(10, 10).getContext('2d');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), text => {
        context.fillText(drawableText(text), 0, 0);
      }),
      { numRuns: 30 },
    );
    expect(drawableText('half of a pair: \ud83d')).toBe('half of a pair: ?');
  });
});

/** How a character looks, as text that can be compared. */
function drawn(character: string, weight: number): string {
  const context = createCanvas(40, 30).getContext('2d');
  context.font = `${weight} 20px ${fontFamilies}`;
  context.fillText(character, 10, 22);
  return Buffer.from(context.getImageData(0, 0, 40, 30).data).toString('latin1');
}
