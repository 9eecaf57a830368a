import type { MovableClock } from '../../../demo/clock.ts';
import type { Message } from '../../../demo/slack/message.ts';
import type { Stage } from '../../../demo/stage.ts';
import { answerScene, messageScene, type Scene } from './scenes.ts';

/** What happens after the first pictures. Each returns the messages that are new or changed since the one before it. */
export type Chapter = () => Promise<readonly Scene[]>;

const channels = ['general', 'ml-costs'];
const hourMs = 60 * 60_000;

/**
 * The pictures that one moment cannot show: an alert that somebody is on and one that is quiet, reading that has stopped and what is answered
 * then, an incomplete digest, and a digest of a day that is not billed yet.
 */
export function laterChapters(stage: Stage, clock: MovableClock): readonly Chapter[] {
  const { slack, bot, openAi } = stage;
  const { workspace } = slack;
  const said = (text: string) => workspace.type(text, { channel: 'ml-costs' }).then(reply => reply.message());
  const seen = new Map(postsOf(stage).map(({ message }) => [message.ts, message]));

  /** Hour by hour, as the bot lives through it. */
  async function liveUntil(moment: string): Promise<void> {
    const end = Date.parse(moment);
    while (clock.now().getTime() < end) {
      clock.moveTo(new Date(Math.min(end, clock.now().getTime() + hourMs)));
      await bot.catchUp();
    }
  }

  function changed(chapter: string): Scene[] {
    const news = postsOf(stage).filter(({ message }) => seen.get(message.ts) !== message);
    for (const { message } of news) seen.set(message.ts, message);
    return news.map(({ channel, message }, index) => messageScene(`${chapter}-${index}-${channel}`, channel, message));
  }

  return [
    async () => {
      const spike = postsOf(stage).find(({ message }) => message.text.includes('a usual Friday'));
      if (spike === undefined) throw new Error('There is no spike alert');
      await workspace.press(spike.message, 'Acknowledge');
      await bot.catchUp();
      return changed('acknowledged');
    },
    async () => {
      for (const rule of ['silent 2h', 'unpriced', 'new model on']) await said(`/spend alerts ${rule} in #ml-costs`);
      await said('/spend digest change 1 at 8:00');
      await liveUntil('2026-11-24T17:00:00Z');
      openAi.fail({ kind: 'forbidden' });
      await liveUntil('2026-11-24T20:00:00Z');
      return [
        ...changed('stopped'),
        await answerScene(stage, '', 'stopped-overview'),
        await answerScene(stage, 'status', 'stopped-status'),
      ];
    },
    async () => {
      await liveUntil('2026-11-25T11:30:00Z');
      return changed('incomplete');
    },
    async () => {
      openAi.heal();
      await liveUntil('2026-11-26T08:30:00Z');
      return [...changed('morning'), await answerScene(stage, 'why yesterday', 'morning-why')];
    },
  ];
}

/** What the bot posted for everyone, without the replies that only their thread shows. */
function postsOf({ slack }: Stage): { channel: string; message: Message }[] {
  return channels.flatMap(channel =>
    slack.workspace
      .messages(channel)
      .filter(
        ({ visibleTo, author, threadTs, broadcast }) => visibleTo === null && author === 'U0SPENDBOT' && (threadTs === null || broadcast),
      )
      .map(message => ({ channel, message })),
  );
}
