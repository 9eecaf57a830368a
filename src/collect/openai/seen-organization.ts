import { z } from 'zod';
import type { Organization } from '#core/usage/organization.ts';
import { textSchema } from './read-wire.ts';

/**
 * The organization that a key belongs to, as far as answers say. Rows name it best. The `openai-organization` header may hold an id or a
 * name, and `configuredId` is what OpenAI was asked for.
 */
export function createSeenOrganization(configuredId: string | null) {
  let ofRows: Organization | null = null;
  let ofHeader: string | null = null;
  return {
    /** Looks at an answer of any shape. */
    note(headers: Headers, json: unknown): void {
      ofHeader = textOf(headers.get('openai-organization')) ?? ofHeader;
      ofRows ??= organizationOf(json);
    },
    /** Null until one is known. */
    latest(): Organization | null {
      const id = configuredId ?? ofHeader;
      return ofRows ?? (id === null ? null : { id, name: null });
    },
  };
}

const answerOfRows = z.looseObject({ data: z.array(z.unknown()) });
const bucketOfRows = z.looseObject({ results: z.array(z.unknown()) });
const rowOfOrganization = z.looseObject({ organization_id: z.string(), organization_name: z.string().nullish().catch(null) });

/** From the first row of any bucket, or of the list itself. */
function organizationOf(json: unknown): Organization | null {
  const answer = answerOfRows.safeParse(json);
  for (const item of answer.data?.data ?? []) {
    const bucket = bucketOfRows.safeParse(item);
    const row = rowOfOrganization.safeParse(bucket.success ? bucket.data.results[0] : item);
    const id = textOf(row.data?.organization_id);
    if (id !== null) return { id, name: textOf(row.data?.organization_name) };
  }
  return null;
}

/** Null for a text that is blank or can't be stored. */
function textOf(text: string | null | undefined): string | null {
  const parsed = textSchema.safeParse(text?.trim());
  return parsed.success && parsed.data !== '' ? parsed.data : null;
}
