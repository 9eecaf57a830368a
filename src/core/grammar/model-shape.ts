/**
 * Whether `text` is written like the name of an OpenAI model, so that a model may be asked about before it was seen:
 * `gpt-4o`, `o3`, `text-embedding-3-small`, `ft:gpt-4o-mini-2024-07-18:acme::AbCdEf`. In lower case.
 */
export function isModelShaped(text: string): boolean {
  return shape.test(text);
}

const shape =
  /^(?:ft:[\w.:-]+|(?:chat)?gpt-[\w.:-]+|o\d[\w.-]*|(?:text|code|tts|whisper|dall-e|codex|computer-use|omni|sora|davinci|babbage|curie|ada)-[\w.:-]+)(?<=\w)$/;
