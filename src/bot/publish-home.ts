import { later } from '#core/time/day.ts';
import { homeBlocks } from '#features/home/blocks.ts';
import { home } from '#features/home/home.ts';
import { homeViewers } from '#features/home/home-viewers-store.ts';
import type { SlackContext } from './context.ts';

/** How long an App Home is kept fresh after it was last opened. */
const homeIsFollowedMs = 30 * 24 * 3_600_000;

/**
 * Publishes one person's App Home.
 *
 * @throws errors of Slack and the database.
 */
export async function publishHome({ parts, people, client, clock }: SlackContext, slackUserId: string): Promise<void> {
  const view = await home(parts, clock(), await people.isAdmin(slackUserId));
  await client.views.publish({ user_id: slackUserId, view: { type: 'home', blocks: homeBlocks(view) } });
}

/**
 * Refreshes the App Home of everyone who opened it recently, one after the other. A failure, as for a person who left,
 * is logged and stops no other.
 */
export async function publishHomes(context: SlackContext): Promise<void> {
  const since = later(context.clock(), -homeIsFollowedMs);
  for (const slackUserId of await homeViewers(context.parts.database, since)) {
    try {
      await publishHome(context, slackUserId);
    } catch (error) {
      context.logger.warn({ err: error, slackUserId }, 'An App Home could not be brought up to date');
    }
  }
}
