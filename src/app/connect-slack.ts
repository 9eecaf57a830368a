import { setTimeout as sleep } from 'node:timers/promises';
import type { SlackApp } from '#bot/bolt.ts';
import { unlessAborted } from '#core/abortable.ts';
import { growingPauseMs } from '#core/time/day.ts';
import { SlackError } from '#delivery/slack/slack-error.ts';
import type { Logger } from '#log.ts';

/** How long to wait between two tries. Tests use shorter times. */
export interface ConnectPace {
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

export const usualConnectPace: ConnectPace = { firstPauseMs: 1000, longestPauseMs: 60_000 };

/**
 * Connects to Slack, for as long as it takes, with growing pauses and a log line for each try. Resolves with the port in HTTP mode,
 * otherwise null. Once `signal` aborts it rejects, and a try that succeeds after that is taken back.
 *
 * @throws SlackError if Slack refuses a token, or the port can't be used: another try wouldn't help.
 */
export async function connectSlack(app: SlackApp, pace: ConnectPace, signal: AbortSignal, logger: Logger): Promise<number | null> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await startedUnless(app, signal);
    } catch (error) {
      if (signal.aborted || !(error instanceof SlackError) || error.code !== 'slack_unreachable') throw error;
      const pauseMs = growingPauseMs(tries, pace.firstPauseMs, pace.longestPauseMs);
      logger.warn({ tries, nextTryInMs: pauseMs }, `${error.message} It is tried again; collecting goes on.`);
      await sleep(pauseMs, undefined, { signal });
    }
  }
}

/** What `app.start` resolves with. Rejects at once when `signal` aborts, even if Slack never answers. */
async function startedUnless(app: SlackApp, signal: AbortSignal): Promise<number | null> {
  signal.throwIfAborted();
  const starting = app.start();
  try {
    return await unlessAborted(starting, signal);
  } catch (error) {
    // A start that fails after the stop leaves nothing to stop.
    if (signal.aborted)
      starting.then(
        () => app.stop(),
        () => undefined,
      );
    throw error;
  }
}
