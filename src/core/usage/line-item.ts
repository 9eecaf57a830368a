import type { Operation, QuantityName } from './usage-row.ts';

/** What a Costs API line item says for certain. OpenAI documents no grammar for these labels. */
export interface LineItem {
  /** The exact model id, or empty when the label names none for certain. */
  readonly model: string;
  /** The base of models billed together, as in usage: `ft:gpt-4o-2024-08-06` for `ft-gpt-4o-2024-08-06, input`; else empty. */
  readonly fineTunedBase: string;
  /** The billed tool, when the label names one instead of a model: `web search tool calls`. */
  readonly tool: Operation | null;
  /** What was counted, in disjoint units (see `disjointParts`); null when the label does not say. */
  readonly unit: QuantityName | null;
  /** As the label names it: `batch`, `fast`, or a new word. Empty when the label has none, which does not always mean the default tier. */
  readonly tier: string;
  readonly isLongContext: boolean;
}

/**
 * Reads a label such as `priority | gpt-5.6-sol, output, long context`: tier and bar, then the model, sometimes with a modality
 * (`gpt-audio-mini-2025-12-15 audio`), then what was counted. `Text tokens` and `gpt-4o search, high context` name no model, nor does
 * `ft-gpt-4o-2024-08-06, input`: it covers every model fine-tuned from that base.
 */
export function readLineItem(label: string): LineItem {
  const bar = label.lastIndexOf('|');
  const [first = '', ...counted] = label
    .slice(bar + 1)
    .split(',')
    .map(part => part.trim());
  const [, subject = '', modality = 'text'] = /^(.*?)(?: (audio|image|text))?$/.exec(first) ?? [];
  const model = isModelId(subject) ? subject : '';
  const base = fineTunedFrom.exec(subject)?.[1];
  const tool = model === '' && base === undefined ? (tools.get(first.toLowerCase()) ?? null) : null;
  const isNamed = model !== '' || base !== undefined;
  return {
    model,
    fineTunedBase: base === undefined ? '' : `ft:${base}`,
    tool: tool?.operation ?? null,
    unit: tool?.unit ?? (isNamed ? unitOf(subject, modality, counted[0] ?? '') : null),
    tier: tierOf(label.slice(0, Math.max(bar, 0))),
    isLongContext: counted.includes('long context'),
  };
}

/** Whether this can only be a model id: a known family, or a snapshot date at the end. */
function isModelId(text: string): boolean {
  return /^[a-z0-9][\w.:-]*$/i.test(text) && !text.startsWith('ft-') && (familyPattern.test(text) || snapshotPattern.test(text));
}

const familyPattern =
  /^(?:(?:gpt|chatgpt|text-embedding|omni-moderation|text-moderation|whisper|tts|dall-e|davinci|babbage|computer-use|codex|sora|text-(?:davinci|curie|babbage|ada))-|o\d(?:-|$)|ft:|chat-latest$)/;

const snapshotPattern = /[a-z].*-\d{4}-\d{2}-\d{2}$/;

const fineTunedFrom = /^ft-([a-z0-9][\w.-]*)$/i;

/** Tools by full name, ignoring case. Sizes after a comma (`code interpreter, 1 GB`) do not matter. */
const tools: ReadonlyMap<string, { operation: Operation; unit: QuantityName }> = new Map([
  ['web search tool calls', { operation: 'web_search', unit: 'calls' }],
  ['file search', { operation: 'file_search', unit: 'calls' }],
  ['file search tool calls', { operation: 'file_search', unit: 'calls' }],
  ['code interpreter', { operation: 'code_interpreter', unit: 'sessions' }],
  ['vector storage', { operation: 'vector_store', unit: 'storageByteDays' }],
]);

/** A tier is one word: `assistants api | file search` names none. */
function tierOf(beforeBar: string): string {
  const parts = beforeBar.split('|').map(part => part.trim().toLowerCase());
  return parts.find(part => /^[a-z][\w-]*$/.test(part)) ?? '';
}

/** By modality and kind: `audio, cached input`. */
const tokenUnits: ReadonlyMap<string, QuantityName> = new Map([
  ['text, input', 'inputTokens'],
  ['text, cached input', 'cachedInputTokens'],
  ['text, cache writes', 'cacheWriteTokens'],
  ['text, cache writes 30m', 'cacheWriteTokens'],
  ['text, cache writes 12h', 'cacheWrite12hTokens'],
  ['text, output', 'outputTokens'],
  ['audio, input', 'inputAudioTokens'],
  ['audio, cached input', 'cachedInputAudioTokens'],
  ['audio, output', 'outputAudioTokens'],
  ['image, input', 'inputImageTokens'],
  ['image, cached input', 'cachedInputImageTokens'],
  ['image, output', 'outputImageTokens'],
]);

const otherUnits: ReadonlyMap<string, QuantityName> = new Map([
  ['images', 'images'],
  ['characters', 'characters'],
  ['training', 'trainingTokens'],
]);

/** Older labels say `input`, newer ones `input_tokens`. `audio` alone means seconds for whisper, but tokens or seconds for others. */
function unitOf(subject: string, modality: string, counted: string): QuantityName | null {
  const kind = counted
    .toLowerCase()
    .replace(/_tokens$/, '')
    .replaceAll('_', ' ')
    .replace(/^cache write(?!s)/, 'cache writes');
  if (kind === 'audio') return subject.startsWith('whisper-') ? 'seconds' : null;
  return tokenUnits.get(`${modality}, ${kind}`) ?? otherUnits.get(kind) ?? null;
}
