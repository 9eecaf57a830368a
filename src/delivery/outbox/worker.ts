import { setTimeout as sleep } from 'node:timers/promises';
import Bottleneck from 'bottleneck';
import type { Instant } from '#core/time/day.ts';
import { type Renewal, whileRenewing } from '../jobs/lease.ts';
import { type ClaimedEntry, claimEntry, renewEntry } from './claims-store.ts';
import { furthestTryMs, putBack, type SendParts, sendEntry } from './send-entry.ts';

export interface OutboxWorker {
  /** Sends now what can be sent; resolves when nothing is being sent and nothing is left that could be. */
  sendNow(): Promise<void>;
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
  const underWay = new Set<Promise<boolean>>();
  const workers = Array.from({ length: sideBySide }, (_, index) => work({ ...options, inTurn, holder: `${options.holder}/${index}` }));
  let lastDrain: Promise<void> = Promise.resolve();
  return {
    sendNow() {
      // One at a time: two would wait for each other's turns.
      lastDrain = lastDrain.then(drain);
      return lastDrain;
    },
    async stop() {
      stopping.abort();
      await Promise.all([...workers, ...underWay]);
      await turns.disconnect();
    },
  };

  async function drain(): Promise<void> {
    const own = { ...options, inTurn, holder: `${options.holder}/now` };
    while (!stopping.signal.aborted) {
      const sent = await Promise.all([takeTurn(own), ...underWay]);
      // While another worker sends, what is next in that channel could not be claimed.
      if (!sent.includes(true) && underWay.size === 0) return;
    }
  }

  async function work(parts: SendParts): Promise<void> {
    while (!stopping.signal.aborted) {
      // The pause rejects only when the worker is stopped.
      if (!(await takeTurn(parts))) await sleep(pace.lookEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  /** Claims an entry and sends it; false when there is none to send. */
  function takeTurn(parts: SendParts): Promise<boolean> {
    const turn = claimed(parts)
      .then(async entry => {
        if (entry !== null) await send(parts, entry);
        return entry !== null;
      })
      .finally(() => underWay.delete(turn));
    underWay.add(turn);
    return turn;
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
