import type { z } from 'zod';
import type { Day } from '#core/time/day.ts';
import type { Named } from '#core/usage/team-names.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { Members, SeenNames } from './members.ts';
import { notUnderstood, withoutZeros } from './read-wire.ts';
import type { NotUnderstood } from './source.ts';
import { type Counted, knownArrays, ownership, type usageAnswer } from './usage-wire.ts';

/** What was asked, and which members and names we know. */
export interface UsageQuestion {
  readonly day: Day;
  /** The member whose usage was asked for; null for the whole organization. */
  readonly member: string | null;
  readonly members: Members;
  readonly seen: SeenNames;
}

/**
 * Turns every row of every array in an answer into a usage row, or says why it can't. Rows of unknown arrays, including `tpm_data`, are
 * kept as received: what they count isn't documented, so they are neither used nor dropped.
 *
 * All rows count toward the day that was asked for, whatever their timestamps say: OpenAI answers by date.
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
