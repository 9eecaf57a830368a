import type { Quantities, QuantityName } from '../usage/usage-row.ts';

/** Quantities that never overlap, so each can be priced on its own. */
interface DisjointParts {
  /** Only quantities above 0. Never `requests`: OpenAI doesn't charge for those. */
  readonly parts: readonly (readonly [unit: QuantityName, quantity: number])[];
  /** False when the parts exceed their total. The parts then stand, and the remainder is 0. */
  readonly consistent: boolean;
}

/** Quantities that include no others. */
const separate = ['images', 'seconds', 'characters', 'sessions', 'calls', 'storageByteDays', 'trainingTokens'] as const;

/**
 * Breaks OpenAI's totals into parts that don't overlap: `inputTokens` here is text that was neither cached nor written, `cachedInputTokens`
 * is cached text, `cacheWriteTokens` was written for 30 minutes, and `inputAudioTokens` and `inputImageTokens` were not cached.
 *
 * Nothing is lost or counted twice: if the counts are consistent, the input parts add up to `inputTokens` and the output parts to
 * `outputTokens`.
 */
export function disjointParts(quantities: Quantities): DisjointParts {
  const parts: [QuantityName, number][] = [];
  let consistent = true;
  takeInputApart();
  takeOutputApart();
  for (const unit of separate) add(unit, quantities[unit] ?? 0);
  return { parts, consistent };

  function takeInputApart(): void {
    const { inputTokens = 0, cachedInputTokens = 0, cacheWriteTokens = 0, cacheWrite12hTokens = 0 } = quantities;
    const { inputAudioTokens = 0, cachedInputAudioTokens = 0, inputImageTokens = 0, cachedInputImageTokens = 0 } = quantities;
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
  }

  function takeOutputApart(): void {
    const { outputTokens = 0, outputAudioTokens = 0, outputImageTokens = 0 } = quantities;
    add('outputTokens', left(outputTokens, outputAudioTokens + outputImageTokens));
    add('outputAudioTokens', outputAudioTokens);
    add('outputImageTokens', outputImageTokens);
  }

  function left(total: number, parts: number): number {
    if (parts > total) consistent = false;
    return Math.max(total - parts, 0);
  }

  function add(unit: QuantityName, quantity: number): void {
    if (quantity > 0) parts.push([unit, quantity]);
  }
}
