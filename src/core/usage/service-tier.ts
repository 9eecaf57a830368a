/** The service tiers OpenAI is known to report. It may report others. */
export const knownTiers = ['default', 'batch', 'flex', 'priority', 'fast', 'ultrafast'] as const;

/** Priority processing was renamed Fast mode on 30 July 2026; requests may still use either word (openai.com/api-fast-mode). */
const priorityNames = ['priority', 'fast'];

export function tierNames(tier: string): readonly string[] {
  return priorityNames.includes(tier) ? priorityNames : [tier];
}

/** One name per tier, so that two reports can be compared: `priority` for `fast`. */
export function sameTier(tier: string): string {
  return tierNames(tier)[0] ?? tier;
}
