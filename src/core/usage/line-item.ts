import type { Operation, QuantityName } from './usage-row.ts';

/** What a line item of the Costs API says for certain. OpenAI documents no grammar for these labels. */
export interface LineItem {
  /** The model's exact id, or empty where the label names none for certain. */
  readonly model: string;
  /**
   * The base of fine-tuned models that are billed together, written as usage writes it: `ft:gpt-4o-2024-08-06` for
   * `ft-gpt-4o-2024-08-06, input`. Empty for any other label.
   */
  readonly fineTunedBase: string;
  /** The tool that is billed, where the label names one instead of a model: `web search tool calls`. */
  readonly tool: Operation | null;
  /** What was counted, as in usage taken apart (see `disjointParts`); null where the label leaves it open. */
  readonly unit: QuantityName | null;
  /** As the label names it: `batch`, `fast`, or a word not seen before. Empty where it names none, which need not mean the default tier. */
  readonly tier: string;
  readonly isLongContext: boolean;
}

/**
 * Reads a label such as `gpt-5.5-2026-04-23, cached input` or `priority | gpt-5.6-sol, output, long context`: a tier
 * before a bar, then the model, sometimes with the kind of its tokens (`gpt-audio-mini-2025-12-15 audio`), then what was
 * counted.
 *
 * `Text tokens` or `gpt-4o search, high context` name no model and no tool. `ft-gpt-4o-2024-08-06, input` names no model
 * either: it stands for all models that were fine-tuned from one base.
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
  const tool = model === '' && base === undefined ? toolOf(first) : null;
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

/** Whether the text can only be a model's id: of a known family, or with a snapshot date. */
function isModelId(text: string): boolean {
  return /^[a-z0-9][\w.:-]*$/i.test(text) && !text.startsWith('ft-') && (familyPattern.test(text) || snapshotPattern.test(text));
}

const familyPattern =
  /^(?:(?:gpt|chatgpt|text-embedding|omni-moderation|text-moderation|whisper|tts|dall-e|davinci|babbage|computer-use|codex|sora)-|o\d(?:-|$)|ft:)/;

const snapshotPattern = /[a-z].*-\d{4}-\d{2}-\d{2}$/;

const fineTunedFrom = /^ft-([a-z0-9][\w.-]*)$/i;

/** Tools by their whole name, case aside. Sizes and prices behind a comma (`code interpreter, 1 GB`) leave the tool as it is. */
const tools: ReadonlyMap<string, { operation: Operation; unit: QuantityName }> = new Map([
  ['web search tool calls', { operation: 'web_search', unit: 'calls' }],
  ['file search', { operation: 'file_search', unit: 'calls' }],
  ['file search tool calls', { operation: 'file_search', unit: 'calls' }],
  ['code interpreter', { operation: 'code_interpreter', unit: 'sessions' }],
  ['vector storage', { operation: 'vector_store', unit: 'storageByteDays' }],
]);

function toolOf(name: string) {
  return tools.get(name.toLowerCase()) ?? null;
}

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

/** The older labels say `input`, the newer `input_tokens`, and `cache writes` or `cache_write_12h_tokens`. `audio` alone is seconds of whisper, and tokens or seconds of others. */
function unitOf(subject: string, modality: string, counted: string): QuantityName | null {
  const kind = counted
    .toLowerCase()
    .replace(/_tokens$/, '')
    .replaceAll('_', ' ')
    .replace(/^cache write(?!s)/, 'cache writes');
  if (kind === 'audio') return subject.startsWith('whisper-') ? 'seconds' : null;
  return tokenUnits.get(`${modality}, ${kind}`) ?? otherUnits.get(kind) ?? null;
}
