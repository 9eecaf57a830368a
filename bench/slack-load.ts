import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '#app/clock.ts';
import { createLogger } from '#log.ts';
import { startStage } from '../demo/stage.ts';
import { percentile } from './percentile.ts';

const commands = [
  '/spend',
  '/spend last 7d',
  '/spend by model last 30d',
  '/spend by project mtd',
  '/spend tokens by model yesterday',
  '/spend help',
];

export interface LoadTimes {
  readonly sent: number;
  readonly answered: number;
  readonly acknowledgedP99Ms: number;
  readonly answeredP99Ms: number;
  /** Resident memory at the end beside that after the first ten seconds, as a ratio. */
  readonly memoryGrowth: number;
}

/**
 * `perSecond` commands each second for `seconds`, to the whole bot in Socket Mode over a collected history. The stand-ins run in the
 * same process, so memory is of all three.
 */
export async function slackLoad(perSecond: number, seconds: number): Promise<LoadTimes> {
  const stage = await startStage({ clock: systemClock, logger: createLogger('error') });
  try {
    await collected(stage.bot);
    const acknowledged: number[] = [];
    const answered: number[] = [];
    const asked: Promise<void>[] = [];
    const start = performance.now();
    let memoryAfterTenSeconds = 0;
    for (let index = 0; index < perSecond * seconds; index += 1) {
      await pause(Math.max(0, start + (index * 1000) / perSecond - performance.now()));
      if (index === perSecond * 10) memoryAfterTenSeconds = heldMemory();
      asked.push(ask(commands[index % commands.length] ?? '/spend'));
    }
    await Promise.all(asked);
    return {
      sent: asked.length,
      answered: answered.length,
      acknowledgedP99Ms: percentile(acknowledged, 99),
      answeredP99Ms: percentile(answered, 99),
      memoryGrowth: heldMemory() / memoryAfterTenSeconds,
    };

    async function ask(command: string): Promise<void> {
      const sentAt = performance.now();
      const reply = await stage.slack.workspace.type(command, { user: 'alice' });
      acknowledged.push(reply.acknowledgedAfterMs);
      await reply.message({ timeoutMs: 30_000 });
      answered.push(performance.now() - sentAt);
    }
  } finally {
    await stage.stop();
  }
}

async function collected(bot: { status(): Promise<{ sources: readonly { progress: unknown; collectedDays: number }[] }> }): Promise<void> {
  for (;;) {
    const { sources } = await bot.status();
    if (sources.length > 0 && sources.every(({ progress, collectedDays }) => progress === null && collectedDays > 30)) return;
    await pause(500);
  }
}

/** After a collection of garbage where Node was started with `--expose-gc`, so that what is kept is told from what is not yet let go. */
function heldMemory(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss;
}
