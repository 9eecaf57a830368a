import { costsEndpoint } from './billed-row.ts';

const people = ['api_key_id', 'user_id', 'project_id'];

/** The grouping we ask for, by endpoint, in OpenAI's terms. A day answered with fewer cannot be split by the missing ones. */
export const finestGroupings: Readonly<Record<string, readonly string[]>> = {
  completions: ['service_tier', 'batch', ...people, 'model'],
  embeddings: [...people, 'model'],
  moderations: [...people, 'model'],
  images: ['size', ...people, 'model'],
  audio_speeches: [...people, 'model'],
  audio_transcriptions: [...people, 'model'],
  vector_stores: ['project_id'],
  code_interpreter_sessions: ['project_id'],
  file_search_calls: people,
  decisions: ['service_tier', 'batch', ...people, 'model'],
  web_search_calls: ['context_level', ...people, 'model'],
  [costsEndpoint('project')]: ['project_id', 'api_key_id', 'line_item'],
  [costsEndpoint('user')]: ['user_id', 'line_item'],
};
