import { type Bot, startBot } from '#app/bot.ts';
import type { Config } from '#app/config.ts';
import type { Paces } from '#app/paces.ts';
import { silentLogger } from '../../../support/silent-logger.ts';
import type { ReplicaOrder, ReplicaWord } from './replica-order.ts';
import { replicaPaces } from './replica-paces.ts';

/** A process that runs the whole bot, in HTTP mode, on whatever database it is told, and is killed in the midst of it. */
let bot: Bot | null = null;
let last: Promise<void> = Promise.resolve();

const say = (word: ReplicaWord) => process.send?.(word, () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', (order: ReplicaOrder) => {
  last = last.then(() => obey(order));
});
say('ready');

async function obey(order: ReplicaOrder): Promise<void> {
  if (order.do === 'start') {
    const clock = () => new Date(Date.now() + order.offsetMs);
    bot = await startBot(configOf(order), clock, silentLogger, replicaPaces satisfies Paces);
    await bot.connected;
    say('started');
  } else if (order.do === 'collect') {
    // Not waited for: it may have to be stopped meanwhile.
    void bot?.catchUp();
  } else {
    await bot?.stop();
    bot = null;
    say('stopped');
  }
}

function configOf({ databaseUrl, openAi, slack }: Extract<ReplicaOrder, { do: 'start' }>): Config {
  const { apiUrl, botToken, signingSecret } = slack;
  return {
    databaseUrl,
    logLevel: 'silent',
    sources: [{ id: 'usage', kind: 'usage', apiKey: openAi.plainKey, organizationId: null, baseUrl: openAi.url, requestsPerMinute: 5 }],
    slack: {
      botToken,
      apiUrl,
      connection: { mode: 'http', signingSecret, port: 0 },
      admins: [],
      peopleVisible: 'admins',
      guests: 'refuse',
    },
    admins: [],
    quickchartUrl: null,
    backfillDays: 4,
    settleDays: 3,
    retentionDays: null,
    // Only when it is told to: on the 29th of February.
    collectCron: '0 0 29 2 *',
    metricsPort: null,
    metricsHost: '127.0.0.1',
    teamPrices: null,
    pricesUrl: null,
    peopleVisible: 'admins',
  };
}
