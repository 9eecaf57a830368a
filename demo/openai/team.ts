/** Someone on the team. Their e-mail address is the same in the stand-in Slack. */
export interface Person {
  readonly id: string;
  /** Null for someone who never filled it in. */
  readonly name: string | null;
  readonly email: string;
  readonly role: 'owner' | 'reader';
}

export interface Project {
  readonly id: string;
  readonly name: string;
  /** Whether it was archived {@link archivedDaysAgo} days before the last day of the history. */
  readonly archived: boolean;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
  readonly owner: { readonly personId: string } | { readonly serviceAccount: string };
  readonly neverUsed?: true;
}

export const organization = { id: 'org-acme-demo', name: 'Acme' } as const;

/** When everything was set up: 2025-09-01, long before any history. */
export const setUpAt = 1_756_684_800;

export const archivedDaysAgo = 64;

export const people: readonly Person[] = [
  { id: 'user-alice01', name: 'Alice Moreau', email: 'alice@acme.example', role: 'owner' },
  { id: 'user-bob02', name: 'Bob Tanaka', email: 'bob@acme.example', role: 'reader' },
  { id: 'user-carol03', name: 'Carol Osei', email: 'carol@acme.example', role: 'reader' },
  { id: 'user-dmitri04', name: 'Dmitri Petrov', email: 'dmitri@acme.example', role: 'reader' },
  { id: 'user-elif05', name: 'Elif Demir', email: 'elif@acme.example', role: 'owner' },
  { id: 'user-farah06', name: 'Farah Haddad', email: 'farah@acme.example', role: 'reader' },
  { id: 'user-grace07', name: null, email: 'grace@acme.example', role: 'reader' },
];

export const projects: readonly Project[] = [
  { id: 'proj_search', name: 'Search', archived: false },
  { id: 'proj_support', name: 'Support Assistant', archived: false },
  { id: 'proj_docs', name: 'Document Intelligence', archived: false },
  { id: 'proj_studio', name: 'Marketing Studio', archived: false },
  { id: 'proj_research', name: 'Research', archived: false },
  { id: 'proj_chatbot_v1', name: 'Chatbot v1', archived: true },
];

/** One name has characters that mean something in Slack: names come from outside. */
export const apiKeys: readonly ApiKey[] = [
  { id: 'key_search_api', name: 'search-api', projectId: 'proj_search', owner: { serviceAccount: 'search-api' } },
  { id: 'key_search_indexer', name: 'search-indexer', projectId: 'proj_search', owner: { serviceAccount: 'search-indexer' } },
  { id: 'key_bob_relevance', name: 'bob-relevance', projectId: 'proj_search', owner: { personId: 'user-bob02' } },
  { id: 'key_support_bot', name: 'support-bot', projectId: 'proj_support', owner: { serviceAccount: 'support-bot' } },
  { id: 'key_carol_calls', name: 'carol-call-notes', projectId: 'proj_support', owner: { personId: 'user-carol03' } },
  { id: 'key_doc_pipeline', name: 'doc-pipeline', projectId: 'proj_docs', owner: { serviceAccount: 'doc-pipeline' } },
  { id: 'key_dmitri_extract', name: 'dmitri-extraction', projectId: 'proj_docs', owner: { personId: 'user-dmitri04' } },
  { id: 'key_elif_analysis', name: 'elif-analysis', projectId: 'proj_docs', owner: { personId: 'user-elif05' } },
  { id: 'key_studio_web', name: 'studio-web', projectId: 'proj_studio', owner: { serviceAccount: 'studio-web' } },
  { id: 'key_grace_images', name: 'grace-images', projectId: 'proj_studio', owner: { personId: 'user-grace07' } },
  { id: 'key_alice_lab', name: 'R&D <playground>', projectId: 'proj_research', owner: { personId: 'user-alice01' } },
  { id: 'key_farah_evals', name: 'farah-evals', projectId: 'proj_research', owner: { personId: 'user-farah06' } },
  { id: 'key_nightly_evals', name: 'nightly-evals', projectId: 'proj_research', owner: { serviceAccount: 'nightly-evals' } },
  { id: 'key_uptime_probe', name: 'uptime-probe', projectId: 'proj_research', owner: { serviceAccount: 'uptime-probe' } },
  { id: 'key_bob_spare', name: 'bob-spare', projectId: 'proj_research', owner: { personId: 'user-bob02' }, neverUsed: true },
  { id: 'key_chatbot_v1', name: 'chatbot-v1', projectId: 'proj_chatbot_v1', owner: { serviceAccount: 'chatbot-v1' } },
  { id: 'key_carol_v1', name: 'carol-prompts', projectId: 'proj_chatbot_v1', owner: { personId: 'user-carol03' } },
];
