import { later } from '#core/time/day.ts';
import { homeBlocks } from '#features/home/blocks.ts';
import { home } from '#features/home/home.ts';
import { homeViewers } from '#features/home/home-viewers-store.ts';
import type { SlackContext } from './context.ts';

/** Somebody who does not open the App Home for this long finds it as it was, until they open it. */
const homeIsFollowedMs = 30 * 24 * 3_600_000;

/** Publishes the App Home of one person. Throws what Slack or the database say. */
export async function publishHome({ parts, people, client, clock }: SlackContext, slackUserId: string): Promise<void> {
  const view = await home(parts, clock(), await people.isAdmin(slackUserId));
  await client.views.publish({ user_id: slackUserId, view: { type: 'home', blocks: homeBlocks(view) } });
}

/**
 * Brings the App Home of everyone who opened it lately up to date, one after the other. What fails for one, who may have left, is
 * logged and stops nobody else's.
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
