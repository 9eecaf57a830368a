import { homeBlocks } from '#features/home/blocks.ts';
import type { SlackContext } from './context.ts';

/** Publishes the App Home of one person. Throws what Slack or the database say. */
export async function publishHome({ answers, people, client }: SlackContext, slackUserId: string): Promise<void> {
  const view = await answers.home(await people.isAdmin(slackUserId));
  await client.views.publish({ user_id: slackUserId, view: { type: 'home', blocks: homeBlocks(view) } });
}

/**
 * Brings the App Home of everyone who opened it lately up to date, one after the other. What fails for one, who may have left, is
 * logged and stops nobody else's.
 */
export async function publishHomes(context: SlackContext): Promise<void> {
  for (const slackUserId of await context.answers.homeViewers()) {
    try {
      await publishHome(context, slackUserId);
    } catch (error) {
      context.logger.warn({ err: error, slackUserId }, 'An App Home could not be brought up to date');
    }
  }
}
