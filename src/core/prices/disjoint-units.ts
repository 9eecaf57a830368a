import type { Quantities, QuantityName } from '../usage/usage-row.ts';

/** Quantities that include no others. */
const separate = ['images', 'seconds', 'characters', 'sessions', 'calls', 'storageByteDays', 'trainingTokens'] as const;

/**
 * Breaks OpenAI's totals into parts that don't overlap: `inputTokens` here is text that was neither cached nor written, `cachedInputTokens`
 * is cached text, `cacheWriteTokens` was written for 30 minutes, and `inputAudioTokens` and `inputImageTokens` were not cached.
 *
 * Nothing is lost or counted twice: if the counts are consistent, the input parts add up to `inputTokens` and the output parts to
 * `outputTokens`. If they aren't, because parts exceed their total, the parts stand and the remainder is 0.
 *
 * Only quantities above 0. Never `requests`: OpenAI doesn't charge for those.
 */
export function disjointParts(quantities: Quantities) {
  const parts: (readonly [unit: QuantityName, quantity: number])[] = [];
  let consistent = true;
  const left = (total: number, parts: number) => {
    if (parts > total) consistent = false;
    return Math.max(total - parts, 0);
  };
  const add = (unit: QuantityName, quantity: number) => {
    if (quantity > 0) parts.push([unit, quantity]);
  };
  const { inputTokens = 0, cachedInputTokens = 0, cacheWriteTokens = 0, cacheWrite12hTokens = 0 } = quantities;
  const { inputAudioTokens = 0, cachedInputAudioTokens = 0, inputImageTokens = 0, cachedInputImageTokens = 0 } = quantities;
  const { outputTokens = 0, outputAudioTokens = 0, outputImageTokens = 0 } = quantities;
  const cachedText = left(cachedInputTokens, cachedInputAudioTokens + cachedInputImageTokens);
  const audio = left(inputAudioTokens, cachedInputAudioTokens);
  const image = left(inputImageTokens, cachedInputImageTokens);
  const written30m = left(cacheWriteTokens, cacheWrite12hTokens);
  const cached = cachedText + cachedInputAudioTokens + cachedInputImageTokens;
  add('inputTokens', left(inputTokens, cached + written30m + cacheWrite12hTokens + audio + image));
  add('cachedInputTokens', cachedText);
  add('cacheWriteTokens', written30m);
  add('cacheWrite12hTokens', cacheWrite12hTokens);
  add('inputAudioTokens', audio);
  add('cachedInputAudioTokens', cachedInputAudioTokens);
  add('inputImageTokens', image);
  add('cachedInputImageTokens', cachedInputImageTokens);
  add('outputTokens', left(outputTokens, outputAudioTokens + outputImageTokens));
  add('outputAudioTokens', outputAudioTokens);
  add('outputImageTokens', outputImageTokens);
  for (const unit of separate) add(unit, quantities[unit] ?? 0);
  return { parts, consistent };
}
