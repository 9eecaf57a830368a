import type { Backend } from './backend.ts';
import { type BucketPage, type BucketRow, bucketPage, bucketParams } from './buckets.ts';
import { groupByParam, grouped } from './grouping.ts';
import { booleanParam, listParam, refuseUnknownParams } from './query-params.ts';
import { metered, type UsageEndpoint, type UsageEvent } from './usage-event.ts';
import { completionTokens } from './wire-completions.ts';

/** What usage can be grouped by, in OpenAI's words, and an event's value there. */
const attributeOf = {
  project_id: event => event.projectId,
  user_id: event => event.userId,
  api_key_id: event => event.apiKeyId,
  model: event => event.model,
  batch: event => event.tier === 'batch',
  service_tier: event => event.tier,
  api_source: () => 'unlabeled',
  size: event => event.size,
  source: () => 'image.generation',
  vector_store_id: event => event.vectorStoreId,
  context_level: event => event.contextLevel,
} satisfies Record<string, (event: UsageEvent) => string | boolean | null>;
type UsageDimension = keyof typeof attributeOf;

/** The parameter that filters by a dimension. `batch` has its own; other dimensions have none. */
const filterParams: Partial<Record<UsageDimension, string>> = {
  project_id: 'project_ids',
  user_id: 'user_ids',
  api_key_id: 'api_key_ids',
  model: 'models',
  size: 'sizes',
  source: 'sources',
  vector_store_id: 'vector_store_ids',
  context_level: 'context_levels',
};

interface UsageWire {
  readonly object: string;
  readonly dimensions: readonly UsageDimension[];
  readonly metrics: (events: readonly UsageEvent[]) => Record<string, number>;
}

const whoAndModel = ['project_id', 'user_id', 'api_key_id', 'model'] as const;
const requests = (events: readonly UsageEvent[]) => ({ num_model_requests: metered(events, 'requests') });
const inputTokens = (events: readonly UsageEvent[]) => ({ input_tokens: metered(events, 'textInputTokens'), ...requests(events) });

const wires: Record<UsageEndpoint, UsageWire> = {
  completions: {
    object: 'organization.usage.completions.result',
    dimensions: [...whoAndModel, 'batch', 'service_tier', 'api_source'],
    metrics: events => ({ ...completionTokens(events), ...requests(events) }),
  },
  decisions: {
    object: 'organization.usage.decisions.result',
    dimensions: [...whoAndModel, 'batch', 'service_tier', 'api_source'],
    metrics: events => ({ ...completionTokens(events), ...requests(events) }),
  },
  embeddings: { object: 'organization.usage.embeddings.result', dimensions: whoAndModel, metrics: inputTokens },
  moderations: { object: 'organization.usage.moderations.result', dimensions: whoAndModel, metrics: inputTokens },
  images: {
    object: 'organization.usage.images.result',
    dimensions: [...whoAndModel, 'size', 'source'],
    metrics: events => ({ images: metered(events, 'images'), ...requests(events) }),
  },
  audio_speeches: {
    object: 'organization.usage.audio_speeches.result',
    dimensions: whoAndModel,
    metrics: events => ({ characters: metered(events, 'characters'), ...requests(events) }),
  },
  audio_transcriptions: {
    object: 'organization.usage.audio_transcriptions.result',
    dimensions: whoAndModel,
    metrics: events => ({ seconds: metered(events, 'seconds'), ...requests(events) }),
  },
  vector_stores: {
    object: 'organization.usage.vector_stores.result',
    dimensions: ['project_id'],
    metrics: events => ({ usage_bytes: metered(events, 'bytes') }),
  },
  code_interpreter_sessions: {
    object: 'organization.usage.code_interpreter_sessions.result',
    dimensions: ['project_id'],
    metrics: events => ({ num_sessions: metered(events, 'sessions') }),
  },
  file_search_calls: {
    object: 'organization.usage.file_searches.result',
    dimensions: ['project_id', 'user_id', 'api_key_id', 'vector_store_id'],
    metrics: events => ({ num_requests: metered(events, 'calls') }),
  },
  web_search_calls: {
    object: 'organization.usage.web_searches.result',
    dimensions: [...whoAndModel, 'context_level', 'api_source'],
    metrics: events => ({ num_requests: metered(events, 'calls'), ...requests(events) }),
  },
};

/** The answer of `/v1/organization/usage/<endpoint>`: at most 31 days a page. */
export function usagePage(endpoint: UsageEndpoint, query: URLSearchParams, backend: Backend): BucketPage<BucketRow> {
  const { object, dimensions, metrics } = wires[endpoint];
  const filters = dimensions.flatMap(dimension => filterParams[dimension] ?? (dimension === 'batch' ? ['batch'] : []));
  refuseUnknownParams(query, [...bucketParams, ...filters]);
  const by = groupByParam(query, dimensions, endpoint, backend.refuse);
  const isAskedFor = filterOf(query, dimensions);
  return bucketPage(query, 31, backend.now, (day, holds) => {
    const events = backend.ledger
      .events(day, backend.now)
      .filter(event => event.endpoint === endpoint && holds(event.at) && isAskedFor(event));
    const groups = grouped(events, dimensions, by, (event, dimension) => attributeOf[dimension](event));
    return groups.map(({ values, items }) => ({ object, ...metrics(items), ...values }));
  });
}

function filterOf(query: URLSearchParams, dimensions: readonly UsageDimension[]): (event: UsageEvent) => boolean {
  const batch = booleanParam(query, 'batch');
  const lists = dimensions.flatMap(dimension => {
    const wanted = listParam(query, filterParams[dimension] ?? '');
    return wanted.length === 0 ? [] : [{ dimension, wanted }];
  });
  return event =>
    (batch === null || batch === (event.tier === 'batch')) &&
    lists.every(({ dimension, wanted }) => wanted.includes(String(attributeOf[dimension](event))));
}
