import { later } from '#core/time/day.ts';
import { sendFitting } from '#delivery/slack/slack-error.ts';
import { uploadPicture } from '#delivery/slack/upload.ts';
import { homeBlocks } from '#features/home/blocks.ts';
import { homeChart } from '#features/home/chart.ts';
import { type HomeView, home } from '#features/home/home.ts';
import { homeViewers } from '#features/home/home-viewers-store.ts';
import { wordBlocks } from '#show/blocks/form.ts';
import type { UploadedPicture } from '#show/blocks/message.ts';
import { failureMessage } from '#show/blocks/plain-replies.ts';
import { section } from '#show/blocks/text-blocks.ts';
import { plainName } from '#show/escape.ts';
import { refusalOf } from './admitted.ts';
import { failureOf } from './answer-of.ts';
import type { SlackContext } from './context.ts';
import type { Standing } from './people.ts';

/** How long an App Home is kept fresh after it was last opened. */
const homeIsFollowedMs = 30 * 24 * 3_600_000;

/**
 * Publishes one person's App Home. Somebody who may not ask gets one sentence there, in place of figures they saw before.
 * If Slack refuses it, the picture is left out, then all but its beginning.
 *
 * @throws errors of Slack and the database.
 */
export async function publishHome(context: SlackContext, slackUserId: string, standing: Standing): Promise<void> {
  const blocks = await blocksFor(context, standing);
  if (blocks === null) return;
  const plain = blocks.filter(({ type }) => type !== 'image');
  const forms = [blocks, ...(plain.length < blocks.length ? [plain] : []), plain.slice(0, fewerBlocks)];
  await sendFitting(
    forms,
    form => context.client.views.publish({ user_id: slackUserId, view: { type: 'home', blocks: form } }),
    error => context.logger.warn({ err: error, slackUserId }, 'Slack refused the form of an App Home; less of it is published'),
  );
}

/** Says in the App Home that it could not be made. @throws Slack's error if it takes nothing. */
export async function publishFailure({ client, logger }: SlackContext, slackUserId: string, error: unknown): Promise<void> {
  const blocks = wordBlocks(failureMessage(failureOf(error, 'The Home', logger)));
  await client.views.publish({ user_id: slackUserId, view: { type: 'home', blocks } });
}

/** The outlook, the figures and the buttons. */
const fewerBlocks = 5;

/** Null for a bot, which has no Home. */
async function blocksFor(context: SlackContext, standing: Standing): Promise<ReturnType<typeof homeBlocks> | null> {
  if (standing.kind !== 'colleague') {
    const refusal = refusalOf(standing);
    return refusal === null ? null : [section(refusal)];
  }
  const { parts, people, clock } = context;
  const { isAdmin } = standing;
  const view = await home(parts, clock(), { isAdmin, maySeePeople: isAdmin || people.areVisibleToEveryone });
  return homeBlocks(view, await monthPicture(context, view));
}

/** The picture of the month, the same for everyone; null if there is nothing to draw, or it cannot be drawn or uploaded. */
async function monthPicture({ draw, client, homePicture, logger }: SlackContext, view: HomeView): Promise<UploadedPicture | null> {
  const chart = homeChart(view);
  if (chart === null) return null;
  const altText = plainName(chart.altText);
  try {
    const upload = async () => uploadPicture(client, { png: await draw(chart.config), name: 'month.png', altText });
    return { fileId: await homePicture.fileId(JSON.stringify(chart.config), upload), altText };
  } catch (error) {
    logger.warn({ err: error }, 'The picture of the App Home could not be drawn or uploaded; it is published without');
    return null;
  }
}

/**
 * Refreshes the App Home of everyone who opened it recently, one after the other. A failure, as for a person who left,
 * is logged and stops no other.
 */
export async function publishHomes(context: SlackContext): Promise<void> {
  const since = later(context.clock(), -homeIsFollowedMs);
  for (const slackUserId of await homeViewers(context.parts.database, since)) {
    if (context.stopping.aborted) return;
    try {
      const standing = await context.people.standingOf(slackUserId);
      // Slack may say who they are the next time; until then they keep what they have.
      if (standing.kind !== 'unknown') await publishHome(context, slackUserId, standing);
    } catch (error) {
      context.logger.warn({ err: error, slackUserId }, 'An App Home could not be brought up to date');
    }
  }
}
