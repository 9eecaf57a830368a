import { setTimeout as pause } from 'node:timers/promises';
import { RespondError, type RespondFn } from '@slack/bolt';
import { sendFitting } from '#delivery/slack/slack-error.ts';
import type { Logger } from '#log.ts';
import { formsOf, type Message, type Sendable } from '#show/blocks/message.ts';
import type { SlackContext } from './context.ts';

/** Slack accepts five messages per response URL. */
export const maxUses = 5;
const pauseMs = 700;

export interface ReplyTo {
  readonly respond: RespondFn;
  readonly channelId: string;
  readonly slackUserId: string;
  /** Whether the message replaces the one whose button was pressed. False if left out. */
  readonly replaceOriginal?: boolean;
}

/**
 * Sends `message` so that only the asker sees it. If Slack rejects a block, sends less of it. Retries a
 * dropped connection: one person seeing an answer twice beats no answer. If the response URL fails, posts the text as an ephemeral message,
 * which takes the bot in the channel. Never throws; logs what it cannot deliver.
 *
 * @returns how many times the response URL was used.
 */
export async function reply({ poster, logger }: Pick<SlackContext, 'poster' | 'logger'>, message: Message, to: ReplyTo): Promise<number> {
  const { channelId, slackUserId } = to;
  try {
    return await throughResponseUrl(message, to, logger);
  } catch (error) {
    logger.warn({ err: error, channelId }, 'A response URL did not take an answer; it is sent as an ephemeral message');
    const texts = formsOf(message).filter(({ blocks }) => blocks === undefined);
    await sendFitting(texts, ({ text }) => poster.chat.postEphemeral({ channel: channelId, user: slackUserId, text })).catch(lastError =>
      logger.error({ err: lastError, channelId, slackUserId }, 'An answer could not be delivered'),
    );
    return maxUses;
  }
}

async function throughResponseUrl(message: Message, { respond, replaceOriginal = false }: ReplyTo, logger: Logger): Promise<number> {
  const forms = formsOf(message);
  for (let use = 1; ; use += 1) {
    // The last use is for the smallest form.
    const form = use === maxUses ? forms.at(-1) : forms[0];
    if (form === undefined) throw new Error('Slack refused an answer in every form, text alone too');
    const outcome = await outcomeOf(form, respond, replaceOriginal);
    if (outcome.kind === 'sent') return use;
    if (outcome.kind === 'gone' || use >= maxUses) throw outcome.error;
    if (outcome.kind === 'refused') {
      logger.warn(
        { err: outcome.error, blocks: form.blocks?.map(({ type }) => type) },
        'Slack refused the form of an answer; less of it is sent',
      );
      forms.shift();
    } else {
      await pause(pauseMs * use);
    }
  }
}

type Outcome =
  | { readonly kind: 'sent' }
  /** `refused`: rejected in this form. `gone`: the response URL takes nothing more. `unsure`: a retry may work. */
  | { readonly kind: 'refused' | 'gone' | 'unsure'; readonly error: unknown };

async function outcomeOf({ text, blocks }: Sendable, respond: RespondFn, replaceOriginal: boolean): Promise<Outcome> {
  try {
    const base = { response_type: 'ephemeral' as const, replace_original: replaceOriginal, text, mrkdwn: false };
    const response = await respond(blocks === undefined ? base : { ...base, blocks });
    const problem = problemIn(await response.text());
    return problem === null ? { kind: 'sent' } : { kind: 'refused', error: new Error(`Slack answered ${problem}`) };
  } catch (error) {
    if (!(error instanceof RespondError)) return { kind: 'unsure', error };
    if ([403, 404, 410].includes(error.statusCode)) return { kind: 'gone', error };
    return { kind: error.statusCode === 429 || error.statusCode >= 500 ? 'unsure' : 'refused', error };
  }
}

/** Slack answers `ok`, or with status 200 and `{"ok":false,"error":"invalid_blocks"}`. */
function problemIn(body: string): string | null {
  const problem = /"ok"\s*:\s*false.*?"error"\s*:\s*"([^"]*)"/s.exec(body);
  return problem ? (problem[1] ?? 'an error') : null;
}
