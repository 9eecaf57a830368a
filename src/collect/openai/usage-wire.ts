import { z } from 'zod';
import type { Day } from '#core/time/day.ts';
import type { Named } from '#core/usage/team-names.ts';
import type { Operation, Quantities, UsageRow } from '#core/usage/usage-row.ts';
import type { RowOfDay } from './fit-day.ts';
import type { Members, SeenNames } from './members.ts';
import {
  countSchema,
  leaveOut,
  leaveOutUnread,
  optionalCount,
  optionalText,
  type RawRow,
  type ReadRow,
  readCount,
  readTexts,
  textSchema,
  withoutZeros,
} from './read-wire.ts';

/** `GET usage`: named arrays of rows. Which arrays there are has changed over the years. */
export const usageAnswer = z.looseObject({ data: z.array(z.unknown()) });

/** Who a row of any array belongs to. Rows from 2023 have none of these fields. */
const owners = ['user_id', 'email', 'project_id', 'project_name', 'api_key_id', 'api_key_name'] as const;

/** What a row of any array counts. */
interface Counted {
  readonly operation: Operation;
  readonly model: string;
  readonly variant: string;
  readonly serviceTier: string;
  /** The field that counts its requests. */
  readonly requestCount: 'n_requests' | 'num_requests';
  /** But for requests: what a row costs doesn't depend on them. */
  readonly quantities: Quantities;
}

const textOperations: ReadonlyMap<string, Operation> = new Map([
  ...['completion', 'completion-realtime', 'edit'].map(name => [name, 'completion'] as const),
  ...['embedding', 'embeddings'].map(name => [name, 'embedding'] as const),
  ...['moderation', 'moderations'].map(name => [name, 'moderation'] as const),
]);

/** `data[]`. Its `n_context_tokens_total` is all input, including cached and audio. */
const textRow: z.ZodType<Counted> = z
  .looseObject({
    operation: textSchema,
    snapshot_id: textSchema,
    n_context_tokens_total: countSchema,
    n_generated_tokens_total: optionalCount,
    n_cached_context_tokens_total: optionalCount,
    n_context_audio_tokens_total: optionalCount,
    n_generated_audio_tokens_total: optionalCount,
    request_type: optionalText,
  })
  .transform(row => ({
    operation: textOperations.get(row.operation) ?? 'other',
    model: row.snapshot_id,
    variant: '',
    serviceTier: row.request_type,
    requestCount: 'n_requests' as const,
    quantities: {
      inputTokens: row.n_context_tokens_total,
      cachedInputTokens: row.n_cached_context_tokens_total,
      outputTokens: row.n_generated_tokens_total,
      inputAudioTokens: row.n_context_audio_tokens_total,
      outputAudioTokens: row.n_generated_audio_tokens_total,
    },
  }));

/** `dalle_api_data[]`. Rows from 2023 name no model; there was only dall-e-2. */
const imageRow: z.ZodType<Counted> = z
  .looseObject({
    num_images: countSchema,
    image_size: optionalText,
    model_id: optionalText,
    quality: optionalText,
    image_quality: optionalText,
  })
  .transform(row => ({
    operation: 'image',
    model: row.model_id || 'dall-e-2',
    variant: row.image_size && (row.quality || row.image_quality) === 'hd' ? `${row.image_size}/hd` : row.image_size,
    serviceTier: '',
    requestCount: 'num_requests' as const,
    quantities: { images: row.num_images },
  }));

const audio = { model_id: textSchema };

/** `whisper_api_data[]`. */
const transcriptionRow: z.ZodType<Counted> = z
  .looseObject({ ...audio, num_seconds: countSchema })
  .transform(row => audioCounts('transcription', row, { seconds: row.num_seconds }));

/** `tts_api_data[]`. */
const speechRow: z.ZodType<Counted> = z
  .looseObject({ ...audio, num_characters: countSchema })
  .transform(row => audioCounts('speech', row, { characters: row.num_characters }));

function audioCounts(operation: Operation, row: z.infer<z.ZodObject<typeof audio>>, quantities: Quantities): Counted {
  return { operation, model: row.model_id, variant: '', serviceTier: '', requestCount: 'num_requests', quantities };
}

/** The arrays we can read. Rows of `ft_data`, `assistant_code_interpreter_data`, `retrieval_storage_data`, `tpm_data` were never seen. */
const knownArrays: ReadonlyMap<string, z.ZodType<Counted>> = new Map([
  ['data', textRow],
  ['dalle_api_data', imageRow],
  ['whisper_api_data', transcriptionRow],
  ['tts_api_data', speechRow],
]);

/** What was asked, and which members and names we know. */
interface UsageQuestion {
  readonly day: Day;
  /** The member whose usage was asked for; null for the whole organization. */
  readonly member: string | null;
  readonly members: Members;
  readonly seen: SeenNames;
}

/**
 * Turns every row of every array into a usage row of the day asked for, as OpenAI answers by date, or says why it can't.
 * Rows of unknown arrays, including `tpm_data`, are kept as received: what they count isn't documented.
 */
export function readUsageAnswer(answer: z.infer<typeof usageAnswer>, question: UsageQuestion): RowOfDay[] {
  return Object.entries(answer).flatMap(([name, rows], ordinal) => {
    const schema = knownArrays.get(name);
    // A name that nobody knows may be too long, or too odd, for a place.
    const place = /^\w{1,100}$/.test(name) ? name : `(array ${ordinal + 1})`;
    if (!Array.isArray(rows)) {
      const all = { raw: rows, where: place };
      return schema && rows !== null ? [{ ...all, read: leaveOut(all, '', `${name} is not a list`) }] : [];
    }
    return rows.map((raw, index) => {
      const row = { raw, where: `${place}[${index}]` };
      return { ...row, read: schema ? readRow(row, schema, question) : leaveOut(row, '', `rows of ${place} are not known`) };
    });
  });
}

function readRow(result: RawRow, schema: z.ZodType<Counted>, question: UsageQuestion): ReadRow<UsageRow> {
  const counted = schema.safeParse(result.raw);
  if (!counted.success) return leaveOutUnread(result, counted.error);
  const { texts, leftOut } = readTexts(result, owners);
  const user = userOf(texts, question);
  if (isAnothers(user, question)) {
    const { leftOut: kept } = leaveOut(result, '', `belongs to ${user}, whose own answer counts it`);
    return { row: null, leftOut: kept.map(row => ({ ...row, isCountedElsewhere: true })) };
  }
  const project = named(texts.project_id, texts.project_name, null);
  const key = named(texts.api_key_id, texts.api_key_name, null);
  const email = texts.email || (user.includes('@') ? user : null);
  question.seen.note({ user: named(user, '', email), project, key });
  const { requestCount, quantities, ...attributes } = counted.data;
  const requests = readCount(result, requestCount);
  const row: UsageRow = {
    ...attributes,
    day: question.day,
    project: project.id,
    user,
    key: key.id,
    quantities: withoutZeros({ ...quantities, requests: requests.count }),
  };
  return { row, leftOut: [...requests.leftOut, ...leftOut] };
}

/** A row without a user belongs to the member it was asked for. An email belongs to the member who has it. */
function userOf({ user_id, email }: { user_id: string; email: string }, { member, members }: UsageQuestion): string {
  if (user_id) return members.idOf(user_id);
  return member ?? members.idOf(email);
}

/** If OpenAI ignored the member filter, every member's answer would contain the whole organization. */
function isAnothers(user: string, { member, members }: UsageQuestion): boolean {
  return member !== null && user !== member && members.has(user);
}

/** If a row has only a name, that name also serves as the id. */
function named(id: string, name: string, email: string | null): Named {
  return { id: id || name, name: name || null, email };
}
