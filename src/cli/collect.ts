import type { SingleBar } from 'cli-progress';
import { type ExitCode, exitCodes } from '#app/exit.ts';
import { usualPaces } from '#app/paces.ts';
import type { CollectionProgress } from '#collect/collect-batch.ts';
import { type Collections, createCollections } from '#collect/collections.ts';
import type { CollectionReport } from '#collect/collector.ts';
import { openSource } from '#collect/openai/open-source.ts';
import { addDays, type Day, dayOf } from '#core/time/day.ts';
import { lastDay, type Period } from '#core/time/period.ts';
import type { Database } from '#data/database/open.ts';
import { leftOutRows } from '#data/ledger/left-out-rows.ts';
import { detailsKeptFrom } from '#data/ledger/retention.ts';
import { currentPriceBook } from '#features/prices/current-price-book.ts';
import { createLogger } from '#log.ts';
import { leftOutText } from '#show/left-out-text.ts';
import { droppedLines } from '#show/phrases.ts';
import { styled, type TextLine, warningLines } from '#show/terminal/text-line.ts';
import { askedPeriod, WrongUsage } from './arguments.ts';
import { type Command, withDatabase } from './command.ts';
import type { Output } from './output.ts';

export interface CollectArguments {
  readonly from?: Day;
  readonly to?: Day;
  readonly days?: number;
  readonly source?: string;
}

export async function collectCommand(command: Command, options: CollectArguments): Promise<ExitCode> {
  const uses = ['sources', 'backfillDays', 'settleDays', 'teamPrices', 'logLevel'] as const;
  return withDatabase(
    command,
    uses,
    async (database, { sources: configs, backfillDays, settleDays, teamPrices, logLevel }) => {
      const { clock, err } = command;
      const { days = backfillDays, ...given } = options;
      if (options.days !== undefined && (given.from ?? given.to) !== undefined)
        throw new WrongUsage('Give either --days, or --from and --to.');
      const today = dayOf(clock());
      const period = askedPeriod(given, { from: addDays(today, -days), to: addDays(today, 1) }, today);
      if (options.source !== undefined && !configs.some(({ id }) => id === options.source))
        throw new WrongUsage(`There is no source "${options.source}"; there is ${configs.map(({ id }) => id).join(', ')}.`);
      const logger = createLogger(logLevel, line => void err.stream.write(line));
      const sources = configs.map(source => openSource(source, database, clock, logger));
      const priceBook = currentPriceBook(database, teamPrices);
      const collections = createCollections({ database, priceBook, clock, logger, sources, settleDays, holdPace: usualPaces.hold });
      try {
        return await collect(command, database, collections, period, options.source);
      } finally {
        await collections.stop();
      }
    },
    { source: true },
  );
}

/** Collects until it is done or told to stop, and prints what was collected. */
async function collect(
  { out, err }: Command,
  database: Database,
  collections: Collections,
  period: Period,
  source: string | undefined,
): Promise<ExitCode> {
  const bars = await createBars(err);
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    void collections.stop();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    const only = source === undefined ? {} : { only: source };
    const reports = await collections.run(period, { ...only, onProgress: bars.show });
    bars.end();
    await err.printLines(droppedLines(period.from, await detailsKeptFrom(database), 'they are not collected again.'));
    let isAll = true;
    for (const report of reports) {
      const leftOut = leftOutText(await leftOutRows(database, period, [report.source]));
      await out.printLines([...summary(report, period), ...warningLines(leftOut === null ? [] : [`${report.source}: ${leftOut}.`])]);
      isAll &&= isWhole(report) && leftOut === null;
    }
    return isAll ? exitCodes.done : exitCodes.failed;
  } catch (error) {
    if (!isStopped) throw error;
    bars.end();
    await err.printLines(['Stopped. What was collected is kept; the next collection goes on from here.']);
    return exitCodes.failed;
  } finally {
    bars.end();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

/** A progress bar for each source, on standard error; none if that is not a terminal. */
async function createBars({ stream, isTerminal }: Output): Promise<{ show(progress: CollectionProgress): void; end(): void }> {
  if (!isTerminal) return { show: () => undefined, end: () => undefined };
  const { MultiBar } = await import('cli-progress');
  const format = 'collecting {source} |{bar}| {daysDone} of {days} days, {requestsLeft} requests left, about {eta_formatted}';
  // cli-progress cuts off what does not fit, which would be how much is left.
  const barsize = Math.min(Math.max((stream.columns || 80) - 70, 10), 40);
  const bars = new MultiBar({ format, barsize, hideCursor: true, stream, barCompleteChar: '█', barIncompleteChar: '░' });
  const bySource = new Map<string, SingleBar>();
  return {
    show({ source, daysDone, days, requestsDone, requests }) {
      const payload = { source, daysDone, days, requestsLeft: requests - requestsDone };
      const bar = bySource.get(source);
      if (bar) bar.update(requestsDone, payload);
      else bySource.set(source, bars.create(requests, requestsDone, payload));
    },
    // A second `stop` would draw the last bars again, and end the line again.
    end: () => (bars.isActive ? bars.stop() : undefined),
  };
}

function isWhole({ failures, stoppedBecause }: CollectionReport): boolean {
  return failures.length === 0 && stoppedBecause === null;
}

function summary({ source, failures, stoppedBecause }: CollectionReport, period: Period): TextLine[] {
  const days = `${period.from} to ${lastDay(period)}`;
  if (stoppedBecause !== null) return [[styled('bad', `${source}: stopped.`), styled(null, ` ${stoppedBecause}`)]];
  if (failures.length === 0) return [[styled('good', `${source}: ${days} collected.`)]];
  const reasons = Map.groupBy(failures, failure => `${failure.endpoint}: ${failure.reason}`);
  const lines = [...reasons].map(([reason, failed]) => `  ${daysText(failed.map(({ day }) => day))} ${reason}`);
  return [...warningLines([`${source}: ${days} collected, except:`]), ...lines];
}

function daysText(days: readonly Day[]): string {
  const sorted = days.toSorted();
  return sorted.length > 3 ? `${sorted[0]} … ${sorted.at(-1)} (${sorted.length} days)` : sorted.join(', ');
}
