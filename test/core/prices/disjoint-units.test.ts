import fc from 'fast-check';
import { expect, it } from 'vitest';
import { disjointParts } from '#core/prices/disjoint-units.ts';

it('takes totals apart so that no token is counted twice', () => {
  const { parts, consistent } = disjointParts({
    requests: 5,
    inputTokens: 1000,
    cachedInputTokens: 300, // 100 text, 150 audio, 50 image
    cacheWriteTokens: 40, // 15 of them for 12 hours
    cacheWrite12hTokens: 15,
    inputAudioTokens: 250, // 150 of them cached
    cachedInputAudioTokens: 150,
    inputImageTokens: 120, // 50 of them cached
    cachedInputImageTokens: 50,
    outputTokens: 90,
    outputAudioTokens: 30,
    outputImageTokens: 20,
  });
  expect(consistent).toBe(true);
  expect(Object.fromEntries(parts)).toEqual({
    inputTokens: 490, // 1000 − 300 − 40 − 100 audio − 70 image
    cachedInputTokens: 100,
    cacheWriteTokens: 25,
    cacheWrite12hTokens: 15,
    inputAudioTokens: 100,
    cachedInputAudioTokens: 150,
    inputImageTokens: 70,
    cachedInputImageTokens: 50,
    outputTokens: 40,
    outputAudioTokens: 30,
    outputImageTokens: 20,
  });
});

it('the parts of consistent counts sum to their totals, and give every count back', () => {
  const count = fc.nat(1_000_000);
  fc.assert(
    fc.property(
      count,
      count,
      count,
      count,
      count,
      count,
      count,
      count,
      (text, cachedText, written, kept, audio, cachedAudio, image, cachedImage) => {
        const inputTokens = text + cachedText + written + kept + audio + cachedAudio + image + cachedImage;
        const { parts, consistent } = disjointParts({
          inputTokens,
          cachedInputTokens: cachedText + cachedAudio + cachedImage,
          cacheWriteTokens: written + kept,
          cacheWrite12hTokens: kept,
          inputAudioTokens: audio + cachedAudio,
          cachedInputAudioTokens: cachedAudio,
          inputImageTokens: image + cachedImage,
          cachedInputImageTokens: cachedImage,
        });
        expect(consistent).toBe(true);
        expect(parts.reduce((sum, [, quantity]) => sum + quantity, 0)).toBe(inputTokens);
        expect(Object.fromEntries(parts).inputTokens ?? 0).toBe(text);
      },
    ),
  );
});

it.each([
  ['cached above the input', { inputTokens: 10, cachedInputTokens: 30 }, { cachedInputTokens: 30 }],
  [
    'more written for 12 hours than written',
    { inputTokens: 50, cacheWriteTokens: 10, cacheWrite12hTokens: 20 },
    { inputTokens: 30, cacheWrite12hTokens: 20 },
  ],
  ['audio without a total', { outputAudioTokens: 5 }, { outputAudioTokens: 5 }],
  [
    'more cached audio than audio',
    { inputTokens: 50, cachedInputTokens: 20, inputAudioTokens: 10, cachedInputAudioTokens: 20 },
    { inputTokens: 30, cachedInputAudioTokens: 20 },
  ],
  [
    'more cached audio than cached',
    { inputTokens: 50, inputAudioTokens: 20, cachedInputAudioTokens: 20 },
    { inputTokens: 30, cachedInputAudioTokens: 20 },
  ],
])('says so when parts exceed their total: %s', (_, quantities, expected) => {
  const { parts, consistent } = disjointParts(quantities);
  expect(consistent).toBe(false);
  expect(Object.fromEntries(parts)).toEqual(expected);
});
