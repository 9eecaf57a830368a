import type { Paces } from '#app/paces.ts';

/** A claim holds this long, and waits no longer for a process that is slow: longer than a busy machine keeps one waiting. */
const lease = { leaseMs: 8_000, renewEveryMs: 1_000 };

/**
 * The bot's times, made shorter: what it does in a minute takes a few seconds. OpenAI counts five requests in two seconds instead of in
 * sixty; requests may be as long under way as one that is slow on a busy machine.
 */
export const replicaPaces: Paces = {
  limit: { windowMs: 2_000, longestWayMs: 2_500 },
  hold: { ...lease, askAgainMs: 300 },
  connect: { firstPauseMs: 50, longestPauseMs: 500 },
  jobs: { ...lease, cron: '* * * * * *' },
  outbox: {
    ...lease,
    lookEveryMs: 400,
    betweenMessagesMs: 20,
    settleMs: 8_000,
    firstPauseMs: 100,
    longestPauseMs: 500,
    mostRefusals: 50,
  },
};
