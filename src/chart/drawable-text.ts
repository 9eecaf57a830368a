/**
 * What the bundled fonts can draw: Latin, Greek and Cyrillic letters, and the marks that spendbot itself writes. The
 * ranges that the font package states are no guide: it lists many characters that its files lack.
 */
const drawable =
  /^[\x20-\x7e\xa0-\xac\xae-\xff\u0100-\u0148\u014a-\u017f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490\u0491\u1ea0-\u1ef9–—‘’“”†•…€™↑↓−]+$/u;

/** Control and format characters: invisible, or, as a NUL in the middle, refused by the canvas. */
const invisible = /[\p{Cc}\p{Cf}]/gu;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * `text` with `?` for each character that the bundled fonts lack (emoji, Chinese, arrows to the side, …), which would
 * otherwise be drawn as a box of code or not at all; characters that show nothing are left out.
 */
export function drawableText(text: string): string {
  const plain = text.normalize('NFC');
  if (drawable.test(plain)) return plain;
  return Array.from(segmenter.segment(plain.replaceAll(/\s/g, ' ')), ({ segment }) => drawableGrapheme(segment)).join('');
}

function drawableGrapheme(grapheme: string): string {
  const visible = grapheme.replaceAll(invisible, '');
  return visible === '' || drawable.test(visible) ? visible : '?';
}
