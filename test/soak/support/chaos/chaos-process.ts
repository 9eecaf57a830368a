import { setTimeout as sleep } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import { type Bot, startBot } from '#app/bot.ts';
import { readConfig } from '#app/config.ts';
import { exitWith } from '#app/exit.ts';
import { usualPaces } from '#app/paces.ts';
import { watchProcess } from '#app/watch-process.ts';
import { createLogger } from '#log.ts';
import { fastPace } from '../../../support/messages-on-database.ts';
import { type BotOrder, botOrderSchema } from './bot-orders.ts';

/** The bot with a clock, and a disk, that its parent controls. */
const lease = { leaseMs: 3_000, renewEveryMs: 500 };
const paces = {
  ...usualPaces,
  hold: { ...lease, askAgainMs: 100 },
  jobs: { ...lease, cron: '* * * * * *' },
  // While Slack is down, a try of each message takes longer than the pauses of a fast pace: there would always be one to send.
  outbox: { ...fastPace, longestPauseMs: 5_000, mostRefusals: usualPaces.outbox.mostRefusals },
  connect: { firstPauseMs: 50, longestPauseMs: 500 },
};

const logger = createLogger('info');
const connections: SqliteDatabase.Database[] = [];
let pragmas: readonly string[] = [];
let offsetMs = 0;
const running: { bot: Bot | null } = { bot: null };
const { leaving } = watchProcess(logger);

// Every connection is asked for this once, when it is opened.
const { defaultSafeIntegers } = SqliteDatabase.prototype;
SqliteDatabase.prototype.defaultSafeIntegers = function remembered(this: SqliteDatabase.Database, isOn?: boolean) {
  connections.push(this);
  for (const text of pragmas) this.pragma(text);
  return defaultSafeIntegers.call(this, isOn);
};

process.on('message', (message: unknown) => {
  const { id, order } = botOrderSchema.parse(message);
  carriedOut(order).then(
    value => process.send?.({ id, value }),
    (error: unknown) => {
      if (order.what === 'start') return exitWith(() => Promise.reject(error)).finally(() => process.exit());
      process.send?.({ id, error: String(error) });
      return undefined;
    },
  );
});
process.on('disconnect', () => process.exit());
const { code } = await leaving;
// As the program does: what is not done by then goes on at the next start.
await Promise.race([running.bot?.stop(), sleep(7_500)]);
process.exit(code);

async function carriedOut(order: BotOrder): Promise<unknown> {
  switch (order.what) {
    case 'start':
      ({ offsetMs, pragmas } = order);
      running.bot = await startBot(await readConfig(order.variables, { source: true, slack: true }), now, logger, paces);
      running.bot.connected.catch((error: unknown) => logger.info({ err: error }, 'not connected'));
      return null;
    case 'move clock':
      ({ offsetMs } = order);
      return null;
    case 'pragma':
      for (const connection of connections) if (connection.open) connection.pragma(order.pragma);
      return null;
    case 'catch up':
      await running.bot?.catchUp();
      return null;
    case 'status':
      return running.bot?.status();
  }
}

function now(): Date {
  return new Date(Date.now() + offsetMs);
}
