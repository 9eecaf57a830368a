import type { Database } from '#data/database/open.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import type { People } from './people.ts';

const mention = /<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g;

export function mentionsPeople(text: string): boolean {
  return text.search(mention) >= 0;
}

/**
 * `text` with each `@` mention naming the person's OpenAI ids, which are found by e-mail address, and nobody if OpenAI does
 * not know them: people choose their own Slack names. The address is not in it, so no answer can quote it.
 */
export async function withOpenAiIds(text: string, people: Pick<People, 'emailOf'>, database: Database): Promise<string> {
  const mentioned = new Set(Array.from(text.matchAll(mention), ([, id = '']) => id));
  if (mentioned.size === 0) return text;
  const { users } = await readNames(database);
  const written = new Map<string, string>();
  for (const id of mentioned) {
    const email = (await people.emailOf(id))?.trim().toLowerCase();
    const own = email === undefined ? [] : users.filter(user => user.email?.trim().toLowerCase() === email);
    written.set(id, own.length === 0 ? `<@${id}>` : own.map(user => `<@${id}|${user.id}>`).join(', '));
  }
  return text.replace(mention, (typed, id: string) => written.get(id) ?? typed);
}
