import { postMessage } from '#delivery/slack/post.ts';
import { type Picture, uploadBelow, uploadPicture } from '#delivery/slack/upload.ts';
import { answerFile } from '#features/answers/answer-csv.ts';
import { answerMessage } from '#features/answers/blocks.ts';
import { chartAltText, usageAltText } from '#features/answers/chart-alt-text.ts';
import type { AnswerView } from '#features/answers/view.ts';
import { forecastMessage } from '#features/forecast/blocks.ts';
import { forecastAltText } from '#features/forecast/chart.ts';
import type { ForecastView } from '#features/forecast/view.ts';
import { messageOf } from '#features/message-of.ts';
import { whyMessage } from '#features/why/blocks.ts';
import { type WhyView, withoutPeople } from '#features/why/view.ts';
import type { Message } from '#show/blocks/message.ts';
import type { UploadedPicture } from '#show/blocks/picture.ts';
import { plainName } from '#show/escape.ts';
import { answerQuestion } from './answer-question.ts';
import type { Asker } from './answers.ts';
import type { SlackContext } from './context.ts';
import { sendFileBelow } from './send-file.ts';

type Shareable = AnswerView | ForecastView | WhyView;

/**
 * Posts the answer to `question` to the asker's channel, with its chart as a picture. Without the picture where it cannot be drawn
 * or uploaded; with the picture below where the message cannot hold it.
 *
 * @returns null when it was posted, otherwise what to tell the asker instead.
 * @throws what Slack said when it refused the message.
 */
export async function shareAnswer(context: SlackContext, question: string, asker: Asker): Promise<Message | null> {
  const view = await answerQuestion(context.answers, question, asker);
  if (view.kind !== 'answer' && view.kind !== 'forecast' && view.kind !== 'why') return messageOf(view, { ...asker, canShare: false });
  const picture = await drawn(context, view);
  const fileId = picture && (await uploaded(context, picture));
  const message = sharedMessage(view, asker, picture && fileId ? { fileId, altText: picture.altText } : null);
  const { ts, hasChart } = await postMessage(context.poster, asker.channelId, message, context.logger);
  if (picture && fileId && !hasChart) await postedBelow(context, picture, asker.channelId, ts);
  const file = view.kind === 'answer' ? answerFile(view) : null;
  if (file !== null) await sendFileBelow(context, file, asker.channelId, ts);
  return null;
}

/** For everyone in the channel: causes without single people, an answer only with those that its question is about. */
function sharedMessage(view: Shareable, asker: Asker, uploaded: UploadedPicture | null): Message {
  const options = { canShare: false, sharedBy: asker.slackUserId, ...(uploaded === null ? {} : { picture: uploaded }) };
  switch (view.kind) {
    case 'answer':
      return answerMessage(view, { maySeePeople: asker.maySeePeople, ...options });
    case 'forecast':
      return forecastMessage(view, options);
    case 'why':
      return whyMessage(withoutPeople(view), options);
  }
}

/** Null where the question asks for no chart, or none can be drawn: the words are posted all the same. */
async function drawn({ answers, logger }: SlackContext, view: Shareable): Promise<Picture | null> {
  if (view.kind === 'why') return null;
  if (view.kind === 'answer' && view.query.form !== 'default' && view.query.form !== 'chart') return null;
  try {
    const altText = altTextOf(view);
    return { png: await answers.drawChart(view), name: 'spend.png', altText: plainName(altText) };
  } catch (error) {
    logger.error({ err: error }, 'A chart could not be drawn; the answer is shared without it');
    return null;
  }
}

function altTextOf(view: AnswerView | ForecastView): string {
  if (view.kind === 'forecast') return forecastAltText(view);
  return view.query.metric === 'cost' ? chartAltText(view) : usageAltText(view);
}

async function uploaded({ client, logger }: SlackContext, picture: Picture): Promise<string | null> {
  try {
    return await uploadPicture(client, picture);
  } catch (error) {
    logger.warn({ err: error }, 'A chart could not be uploaded; the answer is shared without it');
    return null;
  }
}

async function postedBelow({ poster, logger }: SlackContext, picture: Picture, channelId: string, ts: string): Promise<void> {
  try {
    await uploadBelow(poster, picture, channelId, ts);
  } catch (error) {
    logger.warn({ err: error, channelId }, 'A chart could not be posted below its answer');
  }
}
