import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Message } from '../demo/slack/message.ts';
import { type BotProcess, type StandIns, startBotProcess, startStandIns } from './bot-process.ts';
import { median, timesOf } from './measure.ts';

const asked = ['', 'last 7d', 'by model last 30d', 'by project mtd', 'tokens by model yesterday', 'forecast', 'why', 'status', 'help'];
const askedAtOnce = 10;
/** How long the bot is left alone before its memory at rest is read. */
const restMs = 15_000;

export interface BotFigures {
  /** Medians, of a process that starts on a collected history until it is ready. */
  readonly startMs: number;
  /** From the start on an empty database, at OpenAI's usual rate limit, until `/spend last 7d` was answered with a figure. */
  readonly firstAnswerMs: number;
  readonly collectedAfterMs: number;
  readonly restBytes: number;
  readonly busyBytes: number;
  /** Medians, from the command until the answer is in the channel. */
  readonly tableMs: number;
  readonly nativeChartMs: number;
  /** From the press on Share until the message with its picture is in the channel. */
  readonly pictureMs: number;
}

/** What the bot as a process of its own needs, beside both stand-ins. `starts` are counted for the median. */
export async function botFigures(starts: number, answers: number): Promise<BotFigures> {
  const standIns = await startStandIns();
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-bench-'));
  try {
    const startedAt = performance.now();
    const bot = await startBotProcess(standIns, folder);
    const firstAnswerMs = await untilFirstFigure(standIns, startedAt);
    await untilCollected(bot);
    const collectedAfterMs = performance.now() - startedAt;
    await pause(restMs);
    const restBytes = await bot.metric('process_resident_memory_bytes');
    const times = await answerTimes(standIns);
    await askMany(standIns, answers);
    const busyBytes = await bot.metric('process_resident_memory_bytes');
    await bot.stop();
    const startTimes: number[] = [];
    for (let index = 0; index < starts; index += 1) {
      const again = await startBotProcess(standIns, folder);
      startTimes.push(again.readyAfterMs);
      await again.stop();
    }
    return { startMs: median(startTimes), firstAnswerMs, collectedAfterMs, restBytes, busyBytes, ...times };
  } finally {
    await standIns.close();
    rmSync(folder, { recursive: true });
  }
}

async function answerTo({ slack }: StandIns, text: string): Promise<Message> {
  const reply = await slack.workspace.type(`/spend ${text}`, { channel: 'C0MLCOSTS' });
  return reply.message({ timeoutMs: 60_000 });
}

/** Asks until the answer has a figure: until then it says that nothing was collected. */
async function untilFirstFigure(standIns: StandIns, startedAt: number): Promise<number> {
  while (!(await answerTo(standIns, 'last 7d')).text.includes('$')) await pause(50);
  return performance.now() - startedAt;
}

/** Until the first collection has ended. Its age is known long before that: since its first day was stored. */
async function untilCollected(bot: BotProcess): Promise<void> {
  while (!((await bot.metric('spendbot_job_runs_total{job="collect",outcome="done"}')) >= 1)) await pause(50);
}

async function answerTimes(standIns: StandIns): Promise<Pick<BotFigures, 'tableMs' | 'nativeChartMs' | 'pictureMs'>> {
  const tableMs = median(await timesOf(20, () => answerTo(standIns, 'by model last 30d as table')));
  const nativeChartMs = median(await timesOf(20, () => answerTo(standIns, 'by model last 30d')));
  const pictures: number[] = [];
  for (let index = 0; index < 5; index += 1) {
    const answer = await answerTo(standIns, 'by model last 30d');
    const pressedAt = performance.now();
    await standIns.slack.workspace.press(answer, 'Share in channel');
    await untilShared(standIns, index + 1);
    pictures.push(performance.now() - pressedAt);
  }
  return { tableMs, nativeChartMs, pictureMs: median(pictures) };
}

async function untilShared({ slack }: StandIns, shared: number): Promise<void> {
  const pictures = () => slack.workspace.messages('C0MLCOSTS').filter(({ visibleTo, blocks }) => visibleTo === null && hasPicture(blocks));
  while (pictures().length < shared) await pause(5);
}

function hasPicture(blocks: Message['blocks']): boolean {
  return blocks.some(({ type }) => type === 'image');
}

async function askMany(standIns: StandIns, answers: number): Promise<void> {
  let next = 0;
  const ask = async () => {
    while (next < answers) {
      const text = asked[next % asked.length] ?? '';
      next += 1;
      await answerTo(standIns, text);
    }
  };
  await Promise.all(Array.from({ length: askedAtOnce }, ask));
}
