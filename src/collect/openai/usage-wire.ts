import { z } from 'zod';
import type { Day } from '#core/time/day.ts';
import type { Named } from '#core/usage/team-names.ts';
import type { Operation, Quantities, UsageRow } from '#core/usage/usage-row.ts';
import type { Members, SeenNames } from './members.ts';
import { countSchema, notUnderstood, optionalCount, optionalText, withoutZeros } from './read-wire.ts';
import type { NotUnderstood } from './source.ts';

/** `GET usage`: named arrays of rows. Which arrays there are has changed over the years. */
export const usageAnswer = z.looseObject({ data: z.array(z.unknown()) });

/** Who a row of any array belongs to. Rows from 2023 have none of these fields. */
const ownership = z.looseObject({
  user_id: optionalText,
  email: optionalText,
  project_id: optionalText,
  project_name: optionalText,
  api_key_id: optionalText,
  api_key_name: optionalText,
});

/** What a row of any array counts. */
interface Counted {
  readonly operation: Operation;
  readonly model: string;
  readonly variant: string;
  readonly serviceTier: string;
  readonly quantities: Quantities;
}

const textOperations: ReadonlyMap<string, Operation> = new Map([
  ['completion', 'completion'],
  ['completion-realtime', 'completion'],
  ['edit', 'completion'],
  ['embedding', 'embedding'],
  ['embeddings', 'embedding'],
  ['moderation', 'moderation'],
  ['moderations', 'moderation'],
]);

/** `data[]`. Its `n_context_tokens_total` is all input, including cached and audio. */
const textRow: z.ZodType<Counted> = z
  .looseObject({
    n_requests: countSchema,
    operation: z.string(),
    snapshot_id: z.string(),
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
    quantities: {
      requests: row.n_requests,
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
    num_requests: optionalCount,
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
    quantities: { requests: row.num_requests, images: row.num_images },
  }));

const audio = { model_id: z.string(), num_requests: optionalCount };

/** `whisper_api_data[]`. */
const transcriptionRow: z.ZodType<Counted> = z
  .looseObject({ ...audio, num_seconds: countSchema })
  .transform(row => audioCounts('transcription', row, { seconds: row.num_seconds }));

/** `tts_api_data[]`. */
const speechRow: z.ZodType<Counted> = z
  .looseObject({ ...audio, num_characters: countSchema })
  .transform(row => audioCounts('speech', row, { characters: row.num_characters }));

function audioCounts(operation: Operation, row: z.infer<z.ZodObject<typeof audio>>, quantities: Quantities): Counted {
  return { operation, model: row.model_id, variant: '', serviceTier: '', quantities: { requests: row.num_requests, ...quantities } };
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
export function readUsageAnswer(answer: z.infer<typeof usageAnswer>, question: UsageQuestion): (UsageRow | NotUnderstood)[] {
  return Object.entries(answer).flatMap(([name, rows]) => {
    const schema = knownArrays.get(name);
    if (Array.isArray(rows)) return rows.map((row, index) => readRow(row, `${name}[${index}]`, schema, question));
    return schema && rows !== null ? [{ where: name, why: 'is not a list', json: JSON.stringify(rows) }] : [];
  });
}

function readRow(row: unknown, where: string, schema: z.ZodType<Counted> | undefined, question: UsageQuestion): UsageRow | NotUnderstood {
  if (!schema) return { where, why: 'the shape of these rows is not known', json: JSON.stringify(row) };
  const owner = ownership.safeParse(row);
  if (!owner.success) return notUnderstood(row, where, owner.error);
  const counted = schema.safeParse(row);
  if (!counted.success) return notUnderstood(row, where, counted.error);
  const user = userOf(owner.data, question);
  if (isAnothers(user, question)) {
    return { where, why: `belongs to ${user}, whose own answer counts it`, json: JSON.stringify(row) };
  }
  const project = named(owner.data.project_id, owner.data.project_name, null);
  const key = named(owner.data.api_key_id, owner.data.api_key_name, null);
  const email = owner.data.email || (user.includes('@') ? user : null);
  question.seen.note({ user: named(user, '', email), project, key });
  return {
    ...counted.data,
    day: question.day,
    project: project.id,
    user,
    key: key.id,
    quantities: withoutZeros(counted.data.quantities),
  };
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
