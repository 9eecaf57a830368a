import { type ExitCode, exitCodes } from '#app/exit.ts';
import type { Day } from '#core/time/day.ts';
import { formatDays } from '#core/time/format-day.ts';
import { lastDay } from '#core/time/period.ts';
import { newHolder } from '#delivery/jobs/lease.ts';
import { usualPace } from '#delivery/outbox/send-entry.ts';
import { startOutbox } from '#delivery/outbox/worker.ts';
import { openMessenger } from '#delivery/slack/messenger.ts';
import { isOver, type PostedDigest, settledDigests, writeDigestsNow } from '#features/digests/send-now.ts';
import type { Rhythm } from '#features/digests/slot.ts';
import { features } from '#features/features.ts';
import { postedRenderer } from '#features/render-posted.ts';
import { createLogger } from '#log.ts';
import { chartDrawer } from '#show/charts/chart-drawer.ts';
import { styled, type TextRole } from '#show/terminal/text-line.ts';
import { WrongUsage } from './arguments.ts';
import { type Command, lazyPriceBook, withDatabase } from './command.ts';

/** How long to wait for Slack; the bot posts what is left. */
const timeoutMs = 60_000;

/** Posts the digests of this rhythm in all their channels, each once, and prints what became of each. */
export async function postDigests(command: Command, rhythm: Rhythm, day: Day | null): Promise<ExitCode> {
  const { out, err, clock } = command;
  if (day !== null && !isOver(rhythm, day, clock()))
    throw new WrongUsage(`the period that holds ${day} is not over; --dry-run prints it as it is.`);
  const uses = ['slack', 'settleDays', 'peopleVisible', 'quickchartUrl', 'logLevel'] as const;
  return withDatabase(
    command,
    uses,
    async (database, { slack, settleDays, peopleVisible, quickchartUrl, logLevel }) => {
      if (slack === null) return exitCodes.failed;
      const logger = createLogger(logLevel, line => void err.stream.write(line));
      const parts = { database, settleDays, peopleVisible, priceBook: lazyPriceBook(command, database) };
      const written = await writeDigestsNow(parts, rhythm, day, clock());
      if (written.length === 0)
        await out.printLines([`No channel has a ${rhythm} digest. Set one up in Slack: /spend digest ${rhythm} at 9:00`]);
      const render = await postedRenderer(features, peopleVisible);
      const posting = { messenger: openMessenger(slack, logger), drawChart: chartDrawer(quickchartUrl, logger) };
      const outbox = startOutbox({ database, render, ...posting, clock, logger, pace: usualPace, holder: newHolder() });
      try {
        const digests = await settledDigests(database, written, timeoutMs);
        await out.printLines(digests.map(digest => [styled(fates[digest.state].role, lineOf(digest))]));
        return digests.every(({ state }) => state === 'posted' || state === 'before') ? exitCodes.done : exitCodes.failed;
      } finally {
        await outbox.stop();
      }
    },
    { slack: true },
  );
}

function lineOf({ number, channelId, period, state, failure }: PostedDigest): string {
  const why = failure === null ? '' : `: ${failure}`;
  return `digest ${number}, ${formatDays(period.from, lastDay(period))}, ${channelId}: ${fates[state].words}${why}`;
}

const fates: Readonly<Record<PostedDigest['state'], { readonly role: TextRole; readonly words: string }>> = {
  posted: { role: 'good', words: 'posted' },
  before: { role: 'good', words: 'was posted before' },
  waiting: { role: 'warn', words: 'waits for Slack; the bot posts it' },
  refused: { role: 'bad', words: 'Slack refused it' },
  uncertain: { role: 'warn', words: 'may or may not be in Slack, and is not posted again' },
  superseded: { role: 'warn', words: 'a later one takes its place' },
};
