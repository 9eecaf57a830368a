import { randomUUID } from 'node:crypto';
import { furthestFromDone } from '#collect/collections.ts';
import { isOwnError } from '#core/error-message.ts';
import type { Database } from '#data/database/open.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { notForThem } from '#features/access/asker.ts';
import { answerTyped } from '#features/answer-typed.ts';
import { type Logger, withoutSecrets } from '#log.ts';
import { failureMessage, problemMessage } from '#show/blocks/plain-replies.ts';
import { withNote } from '#show/blocks/text-blocks.ts';
import { plural } from '#show/phrases.ts';
import type { FailureView } from '#show/plain-views.ts';
import { type Answered, type Asking, askerOf, type SlackContext } from './context.ts';
import type { Colleague, People } from './people.ts';

/** The answer to a colleague's question, or an error message. Never throws. */
export async function answerOf(context: SlackContext, person: Colleague, { text, canShare, ...where }: Asking): Promise<Answered> {
  const { parts, people, clock, measure } = context;
  try {
    const asker = await askerOf(context, person, where);
    if (mentionsPeople(text) && !asker.maySeePeople)
      return { outcome: null, message: problemMessage(notForThem(asker, 'by model last 7d')), isWaiting: false };
    const outcome = await answerTyped(parts, await withOpenAiIds(text, people, parts.database), asker, clock(), measure);
    const message = outcome.blocks({ ...asker, canShare });
    const progress = outcome.lacksDays ? furthestFromDone([...parts.running.values()]) : null;
    if (progress === null) return { outcome, message, isWaiting: false };
    const collecting = `collecting: ${progress.daysDone} of ${plural(progress.days, 'day')}`;
    // A file that was sent cannot be completed in its place, and its answer says what it has.
    const isWaiting = outcome.file() === null;
    const note = isWaiting ? collecting : `${collecting}. The file has only what is collected so far: ask again for the rest.`;
    return { outcome, message: withNote(message, note), isWaiting };
  } catch (error) {
    return { outcome: null, message: failureMessage(failureOf(error, 'The answer', context.logger)), isWaiting: false };
  }
}

/** Asks once more, for an answer that is kept up to date; null while the asker may not ask, or Slack does not say who they are. */
export async function answerAgain(context: SlackContext, asking: Asking): Promise<Answered | null> {
  const standing = await context.people.standingOf(asking.slackUserId);
  return standing.kind === 'colleague' ? answerOf(context, standing, asking) : null;
}

/**
 * Logs `error` under a reference, and returns what to tell the person, who can pass the reference on. Quotes only
 * spendbot's own errors: the text of others may not belong in a channel.
 */
export function failureOf(error: unknown, doing: string, logger: Logger): FailureView {
  const reference = randomUUID().slice(0, 8);
  logger.error({ err: error, reference }, `${doing} failed`);
  const says = isOwnError(error) ? withoutSecrets(error.message) : 'an error that spendbot does not know';
  return {
    kind: 'failure',
    what: `${doing} failed: ${says}`,
    whatToDo: `Whoever runs spendbot can fix this; its log says more under the reference ${reference}.`,
  };
}

const mention = /<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g;

function mentionsPeople(text: string): boolean {
  return text.search(mention) >= 0;
}

/**
 * `text` with each `@` mention naming the person's OpenAI ids, which are found by e-mail address, and nobody if OpenAI does
 * not know them: people choose their own Slack names. The address is not in it, so no answer can quote it.
 */
async function withOpenAiIds(text: string, people: Pick<People, 'emailOf'>, database: Database): Promise<string> {
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
