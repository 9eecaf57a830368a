import type { z } from 'zod';
import type { Day } from '#core/time/day.ts';
import type { Named } from '#core/usage/team-names.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { Members, SeenNames } from './members.ts';
import type { NotUnderstood } from './source.ts';
import { type Counted, knownArrays, ownership, type usageAnswer } from './usage-wire.ts';
import { notUnderstood, withoutZeros } from './wire.ts';

/** What an answer was asked for, and who is known. */
export interface UsageQuestion {
  readonly day: Day;
  /** The member whose usage was asked for, or null for that of the whole organisation. */
  readonly member: string | null;
  readonly members: Members;
  readonly seen: SeenNames;
}

/**
 * The rows of every array of one answer, each as a row of ours or with the reason why it cannot be one. An array that is
 * not known, `tpm_data` too, is kept row by row: what it counts is not documented, so it is neither used nor dropped.
 *
 * All rows count to the day that was asked for, whatever their timestamps: OpenAI answers for a date.
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

/** A row that names nobody belongs to the member it was asked for. An e-mail is that member's whom it is known of. */
function userOf({ user_id, email }: { user_id: string; email: string }, { member, members }: UsageQuestion): string {
  if (user_id) return members.idOf(user_id);
  return member ?? members.idOf(email);
}

/** Were the member's filter ignored, every member's answer would hold the whole organisation. */
function isAnothers(user: string, { member, members }: UsageQuestion): boolean {
  return member !== null && user !== member && members.has(user);
}

/** Where a row gives only the name, the name is all there is to tell it by. */
function named(id: string, name: string, email: string | null): Named {
  return { id: id || name, name: name || null, email };
}
