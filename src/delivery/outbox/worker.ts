import { setTimeout as sleep } from 'node:timers/promises';
import Bottleneck from 'bottleneck';
import { oneAtATime } from '#core/one-at-a-time.ts';
import type { Instant } from '#core/time/day.ts';
import { type Renewal, whileRenewing } from '../jobs/lease.ts';
import { type ClaimedEntry, claimEntry, renewEntry } from './claims-store.ts';
import { putBack, type SendParts, sendEntry } from './send-entry.ts';

export interface OutboxWorker {
  /** Sends everything that can be sent now. Resolves when nothing is being sent and nothing sendable is left. */
  sendNow(): Promise<void>;
  /** Takes nothing new, and resolves when everything taken has been recorded. */
  stop(): Promise<void>;
}

/** How many channels are posted to in parallel. */
const sideBySide = 4;

/** Sends what is in the outbox, oldest first, until stopped. Several processes can do this on one database, each with its own `holder`. */
export function startOutbox(options: Omit<SendParts, 'inTurn'>): OutboxWorker {
  const { pace, logger } = options;
  const turns = new Bottleneck.Group({ maxConcurrent: 1, minTime: pace.betweenMessagesMs });
  const inTurn: SendParts['inTurn'] = (channelId, post) => turns.key(channelId).schedule(post);
  const stopping = new AbortController();
  const underWay = new Set<Promise<boolean>>();
  const workers = Array.from({ length: sideBySide }, (_, index) => work({ ...options, inTurn, holder: `${options.holder}/${index}` }));
  return {
    // Two would wait for each other's turns.
    sendNow: oneAtATime(drain),
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
      // While another worker is sending, the next entry in that channel can't be claimed.
      if (!sent.includes(true) && underWay.size === 0) return;
    }
  }

  async function work(parts: SendParts): Promise<void> {
    while (!stopping.signal.aborted) {
      // The pause only rejects when the worker is stopped.
      if (!(await takeTurn(parts))) await sleep(pace.lookEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  /** Claims an entry and sends it. False if there is none. */
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
      return await claimEntry(database, { holder, leaseMs: pace.leaseMs, now: clock() });
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
