import { isDay } from '#core/time/day.ts';
import { ApiRefusal, badRequest } from './api-refusal.ts';
import type { Backend } from './backend.ts';
import { refuseUnknownParams } from './query-params.ts';
import { apiKeys, organization, people, projects, setUpAt } from './team.ts';
import { metered, type UsageEndpoint, type UsageEvent } from './usage-event.ts';

/**
 * The answer of the undocumented `/v1/usage`: one UTC day of one member, or without `user_public_id` of the whole
 * organization, service accounts included. Rows look as they did in 2024 and 2025, one for each five minutes with any
 * usage. The rows of the code interpreter and of storage are made up: the real ones are unknown.
 */
export function legacyUsage(query: URLSearchParams, backend: Backend): Record<string, unknown> {
  refuseUnknownParams(query, ['date', 'user_public_id']);
  const day = query.get('date');
  if (day === null) throw badRequest("Missing query parameter 'date'", 'date');
  if (!isDay(day)) throw badRequest(`Invalid date '${day}'. Expected format is YYYY-MM-DD.`, 'date');
  const member = query.get('user_public_id');
  const events = backend.ledger.events(day, backend.now).filter(({ userId }) => member === null || userId === member);
  const rowsOf = (endpoint: UsageEndpoint, row: (event: UsageEvent) => object) =>
    events.filter(event => event.endpoint === endpoint).map(row);
  return {
    object: 'list',
    data: [
      ...rowsOf('completions', event => tokensRow(event, 'completion')),
      ...rowsOf('embeddings', event => tokensRow(event, 'embeddings')),
      ...rowsOf('moderations', event => tokensRow(event, 'moderation')),
    ],
    ft_data: [],
    dalle_api_data: rowsOf('images', imagesRow),
    whisper_api_data: rowsOf('audio_transcriptions', event => ({
      timestamp: event.at,
      model_id: event.model,
      num_seconds: metered([event], 'seconds'),
      num_requests: metered([event], 'requests'),
      user_id: event.userId,
      ...whose(event),
    })),
    tts_api_data: rowsOf('audio_speeches', event => ({
      timestamp: event.at,
      model_id: event.model,
      num_characters: metered([event], 'characters'),
      num_requests: metered([event], 'requests'),
      user_id: event.userId,
      ...whose(event),
    })),
    assistant_code_interpreter_data: rowsOf('code_interpreter_sessions', event => ({
      timestamp: event.at,
      num_sessions: metered([event], 'sessions'),
      ...whose(event),
    })),
    retrieval_storage_data: rowsOf('vector_stores', event => ({
      timestamp: event.at,
      num_bytes: metered([event], 'bytes'),
      ...whose(event),
    })),
  };
}

/** The answer of the undocumented `/v1/organizations/<organizationId>/users`: the people, without the service accounts. */
export function legacyMembers(organizationId: string): Record<string, unknown> {
  if (organizationId !== organization.id) {
    throw new ApiRefusal(404, `No such organization: ${organizationId}.`, { param: 'organization_id' });
  }
  const members = people.map(({ id, name, email, role }) => ({
    object: 'organization_user',
    role,
    created: setUpAt,
    user: { object: 'user', id, name, email, picture: null },
  }));
  return { members: { object: 'list', data: members }, invited: [], can_invite: false };
}

/** Batch shows up here as a kind of request; flex and priority do not. */
function tokensRow(event: UsageEvent, operation: string): object {
  const cached = metered([event], 'cachedTextTokens');
  const audio = metered([event], 'audioInputTokens');
  const otherInput = metered([event], 'textInputTokens') + written(event) + metered([event], 'imageInputTokens');
  const audioOut = metered([event], 'audioOutputTokens');
  return {
    aggregation_timestamp: event.at,
    n_requests: metered([event], 'requests'),
    operation,
    snapshot_id: event.model,
    n_context_tokens_total: otherInput + cached + audio,
    n_generated_tokens_total: metered([event], 'textOutputTokens') + audioOut + metered([event], 'imageOutputTokens'),
    user_id: event.userId,
    email: emailOf(event.userId),
    ...whose(event),
    api_key_type: 'organization',
    request_type: event.tier === 'batch' ? 'batch' : '',
    n_cached_context_tokens_total: cached,
    n_context_audio_tokens_total: audio,
    n_generated_audio_tokens_total: audioOut,
  };
}

/** The user of an image row is an e-mail address, as was seen live. */
function imagesRow(event: UsageEvent): object {
  return {
    timestamp: event.at,
    num_images: metered([event], 'images'),
    num_requests: metered([event], 'requests'),
    image_size: event.size,
    operation: 'generations',
    model_id: event.model,
    user_id: emailOf(event.userId),
    ...whose(event),
  };
}

function written(event: UsageEvent): number {
  return cacheWrites.reduce((sum, meter) => sum + metered([event], meter), 0);
}

const cacheWrites = ['cacheWriteTokens', 'cacheWrite30mTokens', 'cacheWrite12hTokens'] as const;

function whose({ apiKeyId, projectId }: UsageEvent): object {
  return {
    organization_id: organization.id,
    organization_name: organization.name,
    api_key_id: apiKeyId,
    api_key_name: apiKeys.find(({ id }) => id === apiKeyId)?.name ?? null,
    api_key_redacted: apiKeyId === null ? null : `sk-***${apiKeyId.slice(-3)}`,
    project_id: projectId,
    project_name: projects.find(({ id }) => id === projectId)?.name ?? null,
  };
}

function emailOf(userId: string | null): string | null {
  return people.find(({ id }) => id === userId)?.email ?? null;
}
