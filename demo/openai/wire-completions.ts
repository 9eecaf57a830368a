import { metered, type UsageEvent } from './usage-event.ts';

/**
 * The token counts of a completions row. `input_tokens` and `output_tokens` hold everything; `input_text_tokens`,
 * `input_audio_tokens` and `input_image_tokens` count only tokens neither read from nor written to the cache. How long writes are kept is said only where the events know it.
 */
export function completionTokens(events: readonly UsageEvent[]): Record<string, number> {
  const text = metered(events, 'textInputTokens');
  const cachedText = metered(events, 'cachedTextTokens');
  const written30m = metered(events, 'cacheWrite30mTokens');
  const written12h = metered(events, 'cacheWrite12hTokens');
  const written = metered(events, 'cacheWriteTokens') + written30m + written12h;
  const audio = metered(events, 'audioInputTokens');
  const image = metered(events, 'imageInputTokens');
  const textOut = metered(events, 'textOutputTokens');
  const audioOut = metered(events, 'audioOutputTokens');
  const imageOut = metered(events, 'imageOutputTokens');
  return {
    input_tokens: text + audio + image + cachedText + written,
    input_cached_tokens: cachedText,
    input_cache_write_tokens: written,
    ...(written30m + written12h === 0 ? {} : { input_cache_write_30m_tokens: written30m, input_cache_write_12h_tokens: written12h }),
    input_uncached_tokens: text + audio + image,
    output_tokens: textOut + audioOut + imageOut,
    input_text_tokens: text,
    output_text_tokens: textOut,
    input_cached_text_tokens: cachedText,
    input_audio_tokens: audio,
    input_cached_audio_tokens: 0,
    output_audio_tokens: audioOut,
    input_image_tokens: image,
    input_cached_image_tokens: 0,
    output_image_tokens: imageOut,
  };
}
