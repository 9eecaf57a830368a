import { archivedDaysAgo } from './team.ts';
import { textTokens, type Workload, workload } from './workload.ts';

const search = { projectId: 'proj_search', apiKeyId: 'key_search_api' };
const searchIndexer = { projectId: 'proj_search', apiKeyId: 'key_search_indexer' };
const bob = { projectId: 'proj_search', apiKeyId: 'key_bob_relevance', hours: 'evening' } as const;
const support = { projectId: 'proj_support', apiKeyId: 'key_support_bot' };
const carol = { projectId: 'proj_support', apiKeyId: 'key_carol_calls', hours: 'office' } as const;
const docs = { projectId: 'proj_docs', apiKeyId: 'key_doc_pipeline' };
const dmitri = { projectId: 'proj_docs', apiKeyId: 'key_dmitri_extract', hours: 'office' } as const;
const elif = { projectId: 'proj_docs', apiKeyId: 'key_elif_analysis', hours: 'office' } as const;
const studio = { projectId: 'proj_studio', apiKeyId: 'key_studio_web' };
const grace = { projectId: 'proj_studio', apiKeyId: 'key_grace_images', hours: 'office' } as const;
const alice = { projectId: 'proj_research', apiKeyId: 'key_alice_lab', hours: 'office' } as const;
const farah = { projectId: 'proj_research', apiKeyId: 'key_farah_evals', hours: 'office' } as const;
const nightlyEvals = { projectId: 'proj_research', apiKeyId: 'key_nightly_evals', hours: 'nightly' } as const;
const uptimeProbe = { projectId: 'proj_research', apiKeyId: 'key_uptime_probe', hours: 'midnight', steady: true } as const;
const chatbotV1 = { projectId: 'proj_chatbot_v1', apiKeyId: 'key_chatbot_v1', runsUntil: -archivedDaysAgo };
const carolV1 = { projectId: 'proj_chatbot_v1', apiKeyId: 'key_carol_v1', hours: 'office', runsUntil: -archivedDaysAgo } as const;

const gibibyte = 2 ** 30;

/** The team's ordinary day. The uptime probe is there for its tiny cost, far below a millionth of a dollar. */
export const workloads: readonly Workload[] = [
  workload('search-answers', 'completions', 'gpt-4o-2024-08-06', 1300, textTokens(3800, 0.3, 500), search),
  workload('search-rewrite', 'completions', 'gpt-4.1-mini-2025-04-14', 5200, textTokens(2400, 0.45, 260), search),
  workload('search-queries', 'embeddings', 'text-embedding-3-small', 14_000, { textInputTokens: 420 }, search),
  workload('search-index', 'embeddings', 'text-embedding-3-large', 3000, { textInputTokens: 6000 }, { ...searchIndexer, hours: 'nightly' }),
  workload('search-web', 'web_search_calls', 'gpt-4.1-2025-04-14', 120, { calls: 1 }, { ...search, contextLevel: 'medium' }),
  workload('search-web-deep', 'web_search_calls', 'gpt-4.1-2025-04-14', 20, { calls: 3 }, { ...search, contextLevel: 'high' }),
  workload('search-files', 'file_search_calls', null, 400, { calls: 1 }, { ...search, vectorStoreId: 'vs_catalogue' }),
  workload('search-storage', 'vector_stores', null, 1, { bytes: 6 * gibibyte }, { ...search, apiKeyId: null, hours: 'midnight' }),
  workload('search-judge', 'completions', 'gpt-4o-mini-2024-07-18', 2500, textTokens(1800, 0, 220), { ...bob, tier: 'batch' }),

  workload('support-chat', 'completions', 'gpt-5-2025-08-07', 1900, textTokens(5200, 0.55, 900), support),
  workload('support-vip', 'completions', 'gpt-5-2025-08-07', 120, textTokens(6000, 0.5, 700), { ...support, tier: 'priority' }),
  workload('support-drafts', 'completions', 'gpt-5-mini-2025-08-07', 4200, textTokens(1900, 0.4, 350), support),
  workload(
    'support-triage',
    'completions',
    'ft:gpt-4.1-mini-2025-04-14:acme:triage:AbCdEf12',
    3800,
    { textInputTokens: 700, textOutputTokens: 40 },
    support,
  ),
  workload('support-guard', 'moderations', 'omni-moderation-2024-09-26', 5400, { textInputTokens: 180 }, support),
  workload('support-voice', 'audio_speeches', 'tts-1-hd', 90, { characters: 420 }, support),
  workload(
    'support-listen',
    'completions',
    'gpt-audio-mini-2025-12-15',
    110,
    { textInputTokens: 300, audioInputTokens: 1500, textOutputTokens: 250, audioOutputTokens: 900 },
    carol,
  ),
  workload('support-calls', 'audio_transcriptions', 'whisper-1', 60, { seconds: 240 }, carol),

  workload('docs-batch', 'completions', 'gpt-4.1-2025-04-14', 800, textTokens(14_000, 0, 1200), {
    ...docs,
    tier: 'batch',
    hours: 'nightly',
  }),
  workload('docs-review', 'completions', 'gpt-5.5-2026-04-23', 220, textTokens(9000, 0.25, 1400), { ...docs, hours: 'office' }),
  workload('docs-contracts', 'completions', 'gpt-5.5-2026-04-23', 1, textTokens(320_000, 0, 3000), {
    ...docs,
    hours: 'office',
    longContext: true,
  }),
  workload('docs-reasoning', 'completions', 'o3-2025-04-16', 140, textTokens(4500, 0.2, 2600), dmitri),
  workload('docs-checks', 'completions', 'o4-mini-2025-04-16', 400, textTokens(3000, 0, 1800), {
    ...dmitri,
    hours: 'evening',
    tier: 'flex',
  }),
  workload('docs-analysis', 'completions', 'gpt-4.1-2025-04-14', 260, textTokens(5200, 0.3, 800), elif),
  workload('docs-sandbox', 'code_interpreter_sessions', null, 26, { sessions: 1 }, elif),

  workload(
    'studio-copy',
    'completions',
    'gpt-6-luna',
    2600,
    { textInputTokens: 1000, cachedTextTokens: 770, cacheWriteTokens: 430, textOutputTokens: 400 },
    { ...studio, runsFrom: -40 },
  ),
  workload('studio-captions', 'completions', 'gpt-4o-2024-08-06', 150, textTokens(1200, 0.25, 900), grace),
  workload('studio-square', 'images', 'dall-e-3', 36, { images: 1 }, { ...grace, size: '1024x1024' }),
  workload('studio-tall', 'images', 'dall-e-3', 10, { images: 1 }, { ...grace, size: '1024x1792' }),
  workload(
    'studio-pictures',
    'completions',
    'gpt-image-1',
    45,
    { textInputTokens: 120, imageInputTokens: 400, imageOutputTokens: 1568 },
    grace,
  ),

  workload('research-lab', 'completions', 'gpt-5.5-2026-04-23', 70, textTokens(7000, 0.4, 2200), alice),
  workload('research-preview', 'completions', 'gpt-7-preview', 40, textTokens(5000, 0, 1500), { ...alice, runsFrom: -6 }),
  workload('research-evals', 'completions', 'gpt-5-2025-08-07', 300, textTokens(2600, 0.5, 1100), { ...farah, tier: 'flex' }),
  workload('research-regression', 'completions', 'gpt-5-mini-2025-08-07', 3000, textTokens(2600, 0, 500), {
    ...nightlyEvals,
    tier: 'batch',
  }),
  workload('research-uptime', 'embeddings', 'text-embedding-3-small', 1, { textInputTokens: 7 }, uptimeProbe),

  workload('chatbot-v1', 'completions', 'gpt-3.5-turbo-0125', 6000, textTokens(900, 0, 250), chatbotV1),
  workload('chatbot-v1-prompts', 'completions', 'gpt-4o-mini-2024-07-18', 180, textTokens(1500, 0.2, 400), carolV1),
];

/** The one day that went wrong: Farah's key sent a whole data set through the biggest model. `day` is relative to the last day. */
export function spike(day: number): Workload {
  const particulars = { ...farah, hours: 'office', tier: 'batch', steady: true, runsFrom: day, runsUntil: day } as const;
  return workload('research-spike', 'completions', 'gpt-5.5-2026-04-23', 16_000, textTokens(10_000, 0, 1400), particulars);
}
