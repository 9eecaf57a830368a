import { type BilledCut, costsEndpoint } from './billed-row.ts';

const people = ['api_key_id', 'user_id', 'project_id'];

/**
 * What the days of each endpoint of an organisation are grouped by, in OpenAI's words, where it refuses nothing. A day
 * that lacks some of these was answered with a coarser grouping, and its figures cannot be split by them.
 */
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
  web_search_calls: ['context_level', ...people, 'model'],
  ...costs('project', ['project_id', 'api_key_id', 'line_item']),
  ...costs('user', ['user_id', 'line_item']),
};

function costs(cut: BilledCut, groupedBy: readonly string[]) {
  return { [costsEndpoint(cut)]: groupedBy };
}
