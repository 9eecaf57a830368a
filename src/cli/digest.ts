import { Argument } from 'commander';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { type Day, dayOf } from '../core/day.ts';
import { type Rhythm, reportedPeriod, rhythms } from '../core/digest-slot.ts';
import { lastDay } from '../core/period.ts';
import type { Engine } from '../engine.ts';
import { type ExitCode, exitCodes } from '../exit.ts';
import { createLogger } from '../log.ts';
import { formatDays } from '../render/format.ts';
import { terminalText } from '../render/text.ts';
import { newHolder } from '../schedule/holder.ts';
import { usualPace } from '../schedule/outbox-pace.ts';
import { startOutbox } from '../schedule/outbox-worker.ts';
import { isOver, type PostedDigest, settledDigests, writeDigestsNow } from '../schedule/post-digests.ts';
import { openMessenger } from '../slack/open-messenger.ts';
import { dayArgument } from './arguments.ts';
import type { AddCommand } from './command.ts';
import { withEngine } from './engine.ts';

interface DigestArguments {
  readonly day?: Day;
  readonly dryRun?: true;
}

/** Slack is waited for this long; what is not posted by then, the bot posts. */
const timeoutMs = 60_000;

export const addDigestCommand: AddCommand = (program, finish) => {
  program
    .command('digest')
    .description('post the digests of all channels that have one now, each once; with --dry-run print one for everything')
    .addArgument(new Argument('<rhythm>', 'daily, weekly or monthly').choices([...rhythms]))
    .option('--day <day>', 'a day of the period; without it the last full day, week or month', dayArgument)
    .option('--dry-run', 'print it, post nothing')
    .action(async (rhythm: Rhythm, options: DigestArguments) => finish(await digestCommand(rhythm, options)));
};

async function digestCommand(rhythm: Rhythm, { day, dryRun }: DigestArguments): Promise<ExitCode> {
  const now = systemClock();
  if (day !== undefined && !dryRun && !isOver(rhythm, day, now)) {
    process.stderr.write(`error: the period that holds ${day} is not over; --dry-run prints it as it is.\n`);
    return exitCodes.usage;
  }
  return withEngine({ slack: !dryRun }, async (engine, config) => {
    if (!dryRun) return post(engine, config, rhythm, day ?? null);
    const period = reportedPeriod(rhythm, day ?? dayOf(now), day === undefined ? 'before' : 'holding');
    process.stdout.write(`${terminalText(await engine.digest({ rhythm, filters: [], period }, null, now))}\n`);
    return exitCodes.done;
  });
}

async function post({ database, draw, digest }: Engine, { slack, logLevel }: Config, rhythm: Rhythm, day: Day | null): Promise<ExitCode> {
  if (slack === null) return exitCodes.failed;
  const logger = createLogger(logLevel);
  const written = await writeDigestsNow({ database, makeDigest: digest }, rhythm, day, systemClock());
  if (written.length === 0)
    process.stdout.write(`No channel has a ${rhythm} digest. Set one up in Slack: /spend digest ${rhythm} at 9:00\n`);
  const messenger = openMessenger(slack, logger);
  const outbox = startOutbox({ database, messenger, drawChart: draw, clock: systemClock, logger, pace: usualPace, holder: newHolder() });
  try {
    const digests = await settledDigests(database, written, timeoutMs);
    for (const one of digests) process.stdout.write(`${lineOf(one)}\n`);
    return digests.every(({ state }) => state === 'posted' || state === 'before') ? exitCodes.done : exitCodes.failed;
  } finally {
    await outbox.stop();
  }
}

function lineOf({ number, channelId, period, state, failure }: PostedDigest): string {
  const why = failure === null ? '' : `: ${failure}`;
  return `digest ${number}, ${formatDays(period.from, lastDay(period))}, ${channelId}: ${words[state]}${why}`;
}

const words: Readonly<Record<PostedDigest['state'], string>> = {
  posted: 'posted',
  before: 'was posted before',
  waiting: 'waits for Slack; the bot posts it',
  refused: 'Slack refused it',
  uncertain: 'may or may not be in Slack, and is not posted again',
  superseded: 'a later one takes its place',
};
