import { later } from '#core/time/day.ts';
import { isRefusedForm } from '#delivery/slack/slack-error.ts';
import { homeBlocks } from '#features/home/blocks.ts';
import { home } from '#features/home/home.ts';
import { homeViewers } from '#features/home/home-viewers-store.ts';
import { section } from '#show/blocks/text-blocks.ts';
import { refusalOf } from './admitted.ts';
import type { SlackContext } from './context.ts';
import type { Standing } from './people.ts';

/** How long an App Home is kept fresh after it was last opened. */
const homeIsFollowedMs = 30 * 24 * 3_600_000;

/**
 * Publishes one person's App Home. Somebody who may not ask gets one sentence there, in place of figures they saw before.
 *
 * @throws errors of Slack and the database.
 */
export async function publishHome(context: SlackContext, slackUserId: string, standing: Standing): Promise<void> {
  const blocks = await blocksFor(context, standing);
  if (blocks === null) return;
  const publish = (some: typeof blocks) => context.client.views.publish({ user_id: slackUserId, view: { type: 'home', blocks: some } });
  try {
    await publish(blocks);
  } catch (error) {
    if (!isRefusedForm(error)) throw error;
    context.logger.warn({ err: error, slackUserId }, 'Slack refused the form of an App Home; its beginning is published');
    await publish(blocks.slice(0, fewerBlocks));
  }
}

/** The figures, the buttons and the models. */
const fewerBlocks = 6;

/** Null for a bot, which has no Home. */
async function blocksFor({ parts, people, clock }: SlackContext, standing: Standing): Promise<ReturnType<typeof homeBlocks> | null> {
  if (standing.kind !== 'colleague') {
    const refusal = refusalOf(standing);
    return refusal === null ? null : [section(refusal)];
  }
  const { isAdmin } = standing;
  return homeBlocks(await home(parts, clock(), { isAdmin, maySeePeople: isAdmin || people.areVisibleToEveryone }));
}

/**
 * Refreshes the App Home of everyone who opened it recently, one after the other. A failure, as for a person who left,
 * is logged and stops no other.
 */
export async function publishHomes(context: SlackContext): Promise<void> {
  const since = later(context.clock(), -homeIsFollowedMs);
  for (const slackUserId of await homeViewers(context.parts.database, since)) {
    try {
      const standing = await context.people.standingOf(slackUserId);
      // Slack may say who they are the next time; until then they keep what they have.
      if (standing.kind !== 'unknown') await publishHome(context, slackUserId, standing);
    } catch (error) {
      context.logger.warn({ err: error, slackUserId }, 'An App Home could not be brought up to date');
    }
  }
}
