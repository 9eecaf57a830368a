import type { People } from './people.ts';

const mention = /<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g;

/**
 * `text` with everybody named with an `@` called by their e-mail address, by which OpenAI knows them: what Slack shows of a person
 * they can choose themselves. Whose address Slack does not tell stays as typed.
 */
export async function withEmails(text: string, people: People): Promise<string> {
  const ids = new Set(Array.from(text.matchAll(mention), ([, id = '']) => id));
  const emails = new Map<string, string>();
  for (const id of ids) {
    const email = await people.emailOf(id);
    if (email !== null) emails.set(id, email);
  }
  return text.replace(mention, (typed, id: string) => {
    const email = emails.get(id);
    return email === undefined ? typed : `<@${id}|${email}>`;
  });
}
