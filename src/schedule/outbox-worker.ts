import Bottleneck from 'bottleneck';
import type { Instant } from '../core/day.ts';
import { type ClaimedEntry, claimEntry, renewEntry } from '../store/outbox-claims.ts';
import { furthestTryMs } from './outbox-pace.ts';
import { putBack, type SendParts, sendEntry } from './send-entry.ts';
import { type Renewal, whileRenewing } from './while-renewing.ts';

export interface OutboxWorker {
  /** Takes nothing new, and resolves when what was taken is noted. */
  stop(): Promise<void>;
}

/** Channels that are posted to side by side. */
const sideBySide = 4;

/**
 * Sends what is in the outbox until it is stopped, the oldest first. Several processes may do so on one database, each of its own
 * `holder`.
 */
export function startOutbox(options: Omit<SendParts, 'inTurn'>): OutboxWorker {
  const { pace, logger } = options;
  const turns = new Bottleneck.Group({ maxConcurrent: 1, minTime: pace.betweenMessagesMs });
  const inTurn: SendParts['inTurn'] = (channelId, post) => turns.key(channelId).schedule(post);
  const stopping = new AbortController();
  const workers = Array.from({ length: sideBySide }, (_, index) => work({ ...options, inTurn, holder: `${options.holder}/${index}` }));
  return {
    async stop() {
      stopping.abort();
      await Promise.all(workers);
      await turns.disconnect();
    },
  };

  async function work(parts: SendParts): Promise<void> {
    while (!stopping.signal.aborted) {
      const entry = await claimed(parts);
      if (entry === null) await pauseUnlessStopped(pace.lookEveryMs, stopping.signal);
      else await send(parts, entry);
    }
  }

  async function claimed({ database, clock, holder }: SendParts): Promise<ClaimedEntry | null> {
    try {
      return await claimEntry(database, { holder, leaseMs: pace.leaseMs, furthestTryMs, now: clock() });
    } catch (error) {
      logger.error({ err: error }, 'The outbox could not be read; it is tried again');
      return null;
    }
  }

  function renewalOf({ database, clock, holder }: SendParts, { key }: ClaimedEntry): Renewal {
    const renew = (now: Instant) => renewEntry(database, key, { holder, leaseMs: pace.leaseMs, now });
    return { ...pace, what: key, claimedAt: clock(), renew, clock, logger };
  }

  async function send(parts: SendParts, entry: ClaimedEntry): Promise<void> {
    try {
      await whileRenewing(renewalOf(parts, entry), () => sendEntry(parts, entry));
    } catch (error) {
      logger.error({ err: error, key: entry.key }, 'A message could not be sent; it is tried again');
      await putBack(parts, entry, error).catch(lost =>
        logger.error({ err: lost, key: entry.key }, 'A message could not be put back; its claim runs out'),
      );
    }
  }
}

function pauseUnlessStopped(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
