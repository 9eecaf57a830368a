import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { addDays, dayOf } from '#core/time/day.ts';
import { type Database, openDatabase } from '#data/database/open.ts';
import { type Reading, readingsOf } from '#data/ledger/readings.ts';
import { sourceStates } from '#data/ledger/source-states.ts';
import type { FailureKind } from '../demo/openai/failures.ts';
import { sendHostile } from '../demo/openai/wild/hostile-body.ts';
import { endlessPages } from '../demo/openai/wild/wild-pages.ts';
import { type BotProcess, type StandIns, startBotProcess, startStandIns } from './bot-process.ts';

/** With today, enough days that an answer is halved several times. */
const backfillDays = 8;
const restMs = 10_000;
const usualSettings = { OPENAI_REQUESTS_PER_MINUTE: '10000', BACKFILL_DAYS: String(backfillDays), LOG_LEVEL: 'fatal' };

export interface HostileResult {
  readonly what: string;
  /** The peak of the bot's memory over its memory at rest beside good answers. */
  readonly overRestBytes: number;
  /** Endpoints that were answered well, and how many of them have all their days. Null where nothing was collected from OpenAI. */
  readonly whole: { readonly read: number; readonly expected: number } | null;
}

const one = /usage\/completions$/;
/** As many as are asked at once. */
const five = /(usage\/(completions|embeddings|images)|costs)$/;

interface Hostile {
  readonly what: string;
  readonly path: RegExp;
  readonly spoil: (standIns: StandIns) => void;
}

const hostileToCollect: readonly Hostile[] = [
  ...(['huge', 'endless', 'gzip-bomb', 'deep'] as const).map(kind => failing(kind, 'one endpoint', one)),
  failing('gzip-bomb', 'five endpoints at once', five),
  { what: 'pages of one endpoint without end', path: one, spoil: ({ openAi }) => openAi.tamper(endlessPages(one, 'same')) },
  // Takes three minutes: as many tries, a minute each.
  failing('drip', 'one endpoint', one),
];

function failing(kind: FailureKind, whose: string, path: RegExp): Hostile {
  return { what: `${kind} of ${whose}`, path, spoil: ({ openAi }) => openAi.fail({ kind, path }) };
}

/** The bot in its own process, restarted on an empty database for each answer. */
export async function* hostileAnswers(): AsyncGenerator<HostileResult> {
  const restBytes = await besideBot({}, async (_, bot, folder) => {
    await untilCollected(folder);
    await pause(restMs);
    return bot.metric('process_resident_memory_bytes');
  });
  yield await besideSlack(restBytes);
  for (const kind of ['huge', 'gzip-bomb'] as const) yield await besideQuickChart(kind, restBytes);
  for (const { what, path, spoil } of hostileToCollect) {
    yield await besideBot({ spoil }, async (_, bot, folder) => {
      await untilCollected(folder);
      return { what, overRestBytes: bot.peakBytes() - restBytes, whole: await wholeEndpoints(folder, path) };
    });
  }
}

function besideSlack(restBytes: number): Promise<HostileResult> {
  return besideBot({}, async ({ slack }, bot, folder) => {
    await untilCollected(folder);
    bot.forgetPeak();
    slack.failBy(() => ({ hostile: 'gzip-bomb' }));
    const asked = Array.from({ length: 10 }, () => slack.workspace.type('/spend last 7d', { channel: 'C0MLCOSTS' }));
    await Promise.all(asked);
    await pause(15_000);
    return { what: 'gzip-bomb of Slack, for ten people at once', overRestBytes: bot.peakBytes() - restBytes, whole: null };
  });
}

async function besideQuickChart(kind: 'huge' | 'gzip-bomb', restBytes: number): Promise<HostileResult> {
  const closing = new AbortController();
  const server = createServer((_, response) => {
    // Rejects when the bot hangs up, which it should.
    sendHostile(response, kind, '', {}, closing.signal).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A server on a port has an address');
  try {
    return await besideBot({ settings: { QUICKCHART_URL: `http://127.0.0.1:${address.port}` } }, async ({ slack }, bot, folder) => {
      await untilCollected(folder);
      bot.forgetPeak();
      const asked = await slack.workspace.type('/spend by model last 7d', { channel: 'C0MLCOSTS' });
      await slack.workspace.press(await asked.message(), 'Share in channel');
      const pictures = () => slack.workspace.messages('C0MLCOSTS').filter(({ blocks }) => blocks.some(({ type }) => type === 'image'));
      while (pictures().length === 0) await pause(20);
      return { what: `${kind} of QuickChart`, overRestBytes: bot.peakBytes() - restBytes, whole: null };
    });
  } finally {
    closing.abort();
    server.closeAllConnections();
    server.close();
  }
}

interface Beside {
  readonly spoil?: (standIns: StandIns) => void;
  readonly settings?: Readonly<Record<string, string>>;
}

async function besideBot<T>(
  { spoil, settings = {} }: Beside,
  measure: (standIns: StandIns, bot: BotProcess, folder: string) => Promise<T>,
): Promise<T> {
  const standIns = await startStandIns({ admin: null });
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-bench-'));
  spoil?.(standIns);
  const bot = await startBotProcess(standIns, folder, { ...usualSettings, ...settings });
  try {
    return await measure(standIns, bot, folder);
  } finally {
    await bot.stop();
    await standIns.close();
    rmSync(folder, { recursive: true });
  }
}

async function untilCollected(folder: string): Promise<void> {
  await onDatabase(folder, async database => {
    for (;;) {
      const [state] = await sourceStates(database);
      if (state?.collectingSince === null && (await readings(database)).length > 0) return;
      await pause(200);
    }
  });
}

/** How many of the endpoints that were not spoiled have every day. */
function wholeEndpoints(folder: string, spoiled: RegExp): Promise<HostileResult['whole']> {
  return onDatabase(folder, async database => {
    const pathOf = (endpoint: string) => (endpoint.startsWith('costs/') ? 'organization/costs' : `organization/usage/${endpoint}`);
    const byEndpoint = [...Map.groupBy(await readings(database), ({ endpoint }) => endpoint)];
    const good = byEndpoint.filter(([endpoint]) => !spoiled.test(pathOf(endpoint)));
    const whole = good.filter(([, read]) => read.length === backfillDays + 1 && read.every(({ failure }) => failure === null));
    return { read: whole.length, expected: good.length };
  });
}

function readings(database: Database): Promise<Reading[]> {
  const today = dayOf(new Date());
  return readingsOf(database, 'admin', { from: addDays(today, -backfillDays), to: addDays(today, 1) });
}

async function onDatabase<T>(folder: string, read: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(`file:${join(folder, 'spendbot.sqlite')}`);
  try {
    return await read(database);
  } finally {
    await database.destroy();
  }
}
