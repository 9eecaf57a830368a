import type { Instant } from '#core/time/day.ts';
import { openDatabase } from '#data/database/open.ts';
import { addSubscription } from '#features/digests/subscriptions-store.ts';
import type { Message } from './slack/message.ts';
import type { SlackStandIn } from './slack/stand-in.ts';
import { untilPosted } from './until-posted.ts';

const channel = 'C0MLCOSTS';
const who = 'U0OLGA';

/** Gives #ml-costs a daily digest that is due once yesterday is collected, as if an owner had set it up this minute. */
export async function setUpDigest(databaseUrl: string, now: Instant): Promise<void> {
  const database = await openDatabase(databaseUrl);
  const minutes = now.getUTCHours() * 60 + now.getUTCMinutes();
  const since = new Date(now.getTime() - 60_000);
  const digest = { rhythm: 'daily', minutes, timeZone: 'Etc/UTC', channelId: channel, filters: [], setUpBy: who } as const;
  await addSubscription(database, digest, { by: who, at: since, what: `set up: daily, in ${channel}` });
  await database.destroy();
}

/**
 * Moves the digest from the minute at which the demo began to eight in the morning, so that a jump to tomorrow morning brings the
 * next one. Olga does it, once the first digest is posted.
 */
export async function moveDigestToMorning(slack: SlackStandIn): Promise<void> {
  const reply = await slack.workspace.type('/spend digest change 1 at 8:00', { channel, user: who });
  await reply.message();
}

/** Resolves once the digest is in its channel, or when `signal` aborts. */
export function untilDigest(slack: SlackStandIn, signal: AbortSignal): Promise<void> {
  const isIt = ({ metadata }: Message) => JSON.stringify(metadata).includes('"digest:');
  return untilPosted(slack, { channel, what: 'The daily digest', isIt }, signal);
}
