import { inject } from 'vitest';

/** Kills of each kind in a whole soak. Fewer on PostgreSQL, where each takes several times as long; only there are replicas. */
const whole = {
  message: { sqlite: 200, postgres: 40 },
  alert: { sqlite: 210, postgres: 42 },
  collection: { sqlite: 50, postgres: 15 },
  replica: { sqlite: 0, postgres: 200 },
};

/** A replica's kill takes as long as three others. */
const shareOf = { message: 1, alert: 1, collection: 1, replica: 0.3 };

/** With fewer kills, chance may leave out a step. */
export const enoughToHitEveryStep = 100;

/** How many kills of one kind to play: as many as a whole soak has, or as `SOAK_KILLS` asks for. `SOAK_KILLS=10` plays 10, and 3 of replicas. */
export function soakKills(kind: keyof typeof whole): number {
  const asked = process.env.SOAK_KILLS;
  if (asked === undefined) return whole[kind][inject('postgresServer') === undefined ? 'sqlite' : 'postgres'];
  if (!/^[1-9]\d*$/.test(asked)) throw new Error(`SOAK_KILLS is "${asked}"; expected a whole number from 1 up.`);
  return Math.ceil(Number(asked) * shareOf[kind]);
}
