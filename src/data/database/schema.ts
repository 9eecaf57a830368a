import type { ColumnType } from 'kysely';
import type { Whole, WholeOrNull } from './column-types.ts';
import type {
  AlertRuleTable,
  AuditTable,
  BudgetTable,
  DigestReportTable,
  IncidentTable,
  JobSlotTable,
  OutboxTable,
  SlackSchema,
  SubscriptionTable,
  SwitchTable,
} from './schema-features.ts';

/**
 * The tables of `migrations/`, as kysely sees them. Whole numbers come back as `bigint`, since SQLite is opened with safe
 * integers; what is a count becomes a number at the edge of the store.
 */
export interface Schema extends SlackSchema, TotalsSchema {
  endpoint: EndpointTable;
  collected_day: CollectedDayTable;
  usage_row: UsageRowTable;
  billed_row: BilledRowTable;
  not_understood: NotUnderstoodTable;
  seen: SeenTable;
  name: NameTable;
  source_state: SourceStateTable;
  request_start: RequestStartTable;
  day_change: DayChangeTable;
  budget: BudgetTable;
  alert_rule: AlertRuleTable;
  switch: SwitchTable;
  incident: IncidentTable;
  audit: AuditTable;
  job_slot: JobSlotTable;
  outbox: OutboxTable;
  subscription: SubscriptionTable;
  digest_report: DigestReportTable;
  collection_lease: CollectionLeaseTable;
  unfinished_copy: UnfinishedCopyTable;
  price_list: PriceListTable;
}

interface EndpointTable {
  source: string;
  endpoint: string;
  is_current: Whole;
  empty_is_known: Whole;
}

interface CollectedDayTable {
  source: string;
  endpoint: string;
  day: string;
  fetched_at: string | null;
  row_count: Whole;
  grouped_by: string;
  failed_at: string | null;
  failure: string | null;
  rows_dropped: ColumnType<bigint, bigint | number | undefined, bigint | number>;
}

export interface UsageRowTable {
  day: string;
  source: string;
  endpoint: string;
  operation: string;
  model: string;
  variant: string;
  project_id: string;
  user_id: string;
  key_id: string;
  service_tier: string;
  requests: Whole;
  input_tokens: Whole;
  cached_input_tokens: Whole;
  cache_write_tokens: Whole;
  cache_write_12h_tokens: Whole;
  output_tokens: Whole;
  input_audio_tokens: Whole;
  cached_input_audio_tokens: Whole;
  output_audio_tokens: Whole;
  input_image_tokens: Whole;
  cached_input_image_tokens: Whole;
  output_image_tokens: Whole;
  images: Whole;
  seconds: Whole;
  characters: Whole;
  sessions: Whole;
  calls: Whole;
  storage_byte_days: Whole;
  training_tokens: Whole;
  estimated_nano_usd: WholeOrNull;
  is_approximate: Whole;
  unpriced: string;
  prices_used: string;
  estimated_by_unit: string;
}

interface BilledRowTable {
  day: string;
  source: string;
  cut: string;
  project_id: string;
  key_id: string;
  user_id: string;
  line_item: string;
  model: string;
  amount_nano_usd: Whole;
  quantity: number | null;
  quantity_unit: string | null;
}

interface NotUnderstoodTable {
  day: string;
  source: string;
  endpoint: string;
  place: string;
  why: string;
  json: string;
}

interface SeenTable {
  dimension: string;
  id: string;
  source: string;
  first_day: string;
}

interface NameTable {
  source: string;
  dimension: string;
  id: string;
  name: string | null;
  email: string | null;
}

interface SourceStateTable {
  source: string;
  kind: string;
  is_active: Whole;
  names_fetched_at: string | null;
  collecting_since_at: string | null;
  stopped_because: string | null;
  days_version: ColumnType<string, string | undefined, string>;
}

interface RequestStartTable {
  source: string;
  started_at_ms: Whole;
  id: string;
}

interface DayChangeTable {
  source: string;
  endpoint: string;
  day: string;
  read_at: string;
  previous_read_at: string;
  before_nano_usd: WholeOrNull;
  after_nano_usd: WholeOrNull;
  before_requests: WholeOrNull;
  after_requests: WholeOrNull;
  before_tokens: WholeOrNull;
  after_tokens: WholeOrNull;
}

interface CollectionLeaseTable {
  source: string;
  holder: string;
  until_ms: Whole;
  ended_at_ms: Whole;
}

interface UnfinishedCopyTable {
  table_name: string;
  copied_from: string;
  last_key: string;
  is_whole: Whole;
}

interface PriceListTable {
  number: Whole;
  address: string;
  format: string;
  version: string;
  fetched_at: string;
  seen_at: string;
  content: string;
  accepted: string;
}

/** The tables of sums by one dimension. */
export interface TotalsSchema {
  usage_total: UsageTotalTable;
  billed_total: BilledTotalTable;
  unpriced_total: UnpricedTotalTable;
}

interface UsageTotalTable {
  dimension: string;
  span: Whole;
  source: string;
  id: string;
  row_count: Whole;
  priced_row_count: Whole;
  estimated_nano_usd: Whole;
  requests: Whole;
  input_tokens: Whole;
  cached_input_tokens: Whole;
  output_tokens: Whole;
}

interface BilledTotalTable {
  cut: string;
  dimension: string;
  span: Whole;
  source: string;
  id: string;
  label: string;
  row_count: Whole;
  amount_nano_usd: Whole;
}

interface UnpricedTotalTable {
  dimension: string;
  span: Whole;
  source: string;
  id: string;
  model: string;
  unit: string;
  row_count: Whole;
  quantity: Whole;
}
