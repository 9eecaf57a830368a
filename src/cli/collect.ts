import { MultiBar, type SingleBar } from 'cli-progress';
import { systemClock } from '../clock.ts';
import type { CollectionReport } from '../collect/collector.ts';
import type { CollectionProgress } from '../collect/progress.ts';
import { addDays, type Day, dayOf } from '../core/day.ts';
import { lastDay, lengthInDays, type Period } from '../core/period.ts';
import { type ExitCode, exitCodes } from '../exit.ts';
import { droppedText } from '../render/dropped-text.ts';
import { detailsKeptFrom } from '../store/details.ts';
import { dayArgument, daysArgument } from './arguments.ts';
import type { AddCommand } from './command.ts';
import { withEngine } from './engine.ts';

interface CollectArguments {
  readonly from?: Day;
  readonly to?: Day;
  readonly days?: number;
  readonly source?: string;
}

export const addCollectCommand: AddCommand = (program, finish) => {
  program
    .command('collect')
    .description('collect what is missing or may have changed, newest day first; goes on where it stopped')
    .option('--from <day>', 'the first day', dayArgument)
    .option('--to <day>', 'the last day, included; without it today', dayArgument)
    .option('--days <n>', 'today and the last n full days; without it BACKFILL_DAYS', daysArgument)
    .option('--source <id>', 'only this source')
    .action(async (options: CollectArguments) => finish(await collectCommand(options)));
};

async function collectCommand(options: CollectArguments): Promise<ExitCode> {
  return withEngine({ source: true }, async (engine, config) => {
    const period = askedPeriod(options, config.backfillDays);
    if (typeof period === 'string') return wrongUsage(period);
    if (options.source !== undefined && !config.sources.some(({ id }) => id === options.source)) {
      return wrongUsage(`There is no source "${options.source}"; there is ${config.sources.map(({ id }) => id).join(', ')}.`);
    }
    const bars = createBars();
    let isStopped = false;
    const stop = () => {
      isStopped = true;
      void engine.collections.stop();
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
    try {
      const only = options.source === undefined ? {} : { only: options.source };
      const reports = await engine.collections.run(period, { ...only, onProgress: bars.show });
      bars.end();
      process.stderr.write(droppedText(period.from, await detailsKeptFrom(engine.database), 'they are not collected again.'));
      for (const report of reports) process.stdout.write(`${summary(report, period)}\n`);
      return reports.every(isWhole) ? exitCodes.done : exitCodes.failed;
    } catch (error) {
      if (!isStopped) throw error;
      bars.end();
      process.stderr.write('Stopped. What was collected is kept; the next collection goes on from here.\n');
      return exitCodes.failed;
    } finally {
      bars.end();
      process.off('SIGINT', stop).off('SIGTERM', stop);
    }
  });
}

/** The period that the options ask for, or what is wrong with them. */
function askedPeriod({ from, to, days }: CollectArguments, backfillDays: number): Period | string {
  const today = dayOf(systemClock());
  if (days !== undefined && (from !== undefined || to !== undefined)) return 'Give either --days, or --from and --to.';
  if (from === undefined && to !== undefined) return '--to needs --from.';
  const period = { from: from ?? addDays(today, -(days ?? backfillDays)), to: addDays(to ?? today, 1) };
  if (lastDay(period) > today) return `--to ${lastDay(period)} is in the future; today is ${today} (UTC).`;
  return lengthInDays(period) < 1 ? `--from ${period.from} is after ${lastDay(period)}.` : period;
}

function wrongUsage(problem: string): ExitCode {
  process.stderr.write(`error: ${problem}\n`);
  return exitCodes.usage;
}

/** A bar a source, on standard error; nothing where that is no terminal. */
function createBars(): { show(progress: CollectionProgress): void; end(): void } {
  if (!process.stderr.isTTY) return { show: () => undefined, end: () => undefined };
  const format = 'collecting {source} |{bar}| {daysDone} of {days} days, {requestsLeft} requests left, about {eta_formatted}';
  const bars = new MultiBar({ format, hideCursor: true, stream: process.stderr, barCompleteChar: '█', barIncompleteChar: '░' });
  const bySource = new Map<string, SingleBar>();
  return {
    show({ source, daysDone, days, requestsDone, requests }) {
      const payload = { source, daysDone, days, requestsLeft: requests - requestsDone };
      const bar = bySource.get(source);
      if (bar) bar.update(requestsDone, payload);
      else bySource.set(source, bars.create(requests, requestsDone, payload));
    },
    // It would draw the last bars again, and end the line again.
    end: () => (bars.isActive ? bars.stop() : undefined),
  };
}

function isWhole({ failures, stoppedBecause }: CollectionReport): boolean {
  return failures.length === 0 && stoppedBecause === null;
}

function summary({ source, failures, stoppedBecause }: CollectionReport, period: Period): string {
  const days = `${period.from} to ${lastDay(period)}`;
  if (stoppedBecause !== null) return `${source}: stopped. ${stoppedBecause}`;
  if (failures.length === 0) return `${source}: ${days} collected.`;
  const reasons = Map.groupBy(failures, failure => `${failure.endpoint}: ${failure.reason}`);
  const lines = [...reasons].map(([reason, failed]) => `  ${daysText(failed.map(({ day }) => day))} ${reason}`);
  return [`${source}: ${days} collected, except:`, ...lines].join('\n');
}

function daysText(days: readonly Day[]): string {
  const sorted = days.toSorted();
  return sorted.length > 3 ? `${sorted[0]} … ${sorted.at(-1)} (${sorted.length} days)` : sorted.join(', ');
}
