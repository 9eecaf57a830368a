import { type Instant, startOf } from '#core/time/day.ts';
import { collectionStatus, sourceStates } from '#data/ledger/sources.ts';
import type { StoredAlertRule } from '../store/alert-rules.ts';
import type { AlertParts } from './alert-parts.ts';
import { type Found, foundBy } from './found.ts';

const hourMs = 3_600_000;

/**
 * From which sources nothing was collected for the hours of `rule`. One that never was collected counts from the day on
 * which the alert was set up. Sources that are configured no more are not looked at.
 */
export async function findSilence({ database }: AlertParts, rule: StoredAlertRule, now: Instant): Promise<Found[]> {
  const hours = rule.hours ?? 0;
  const states = (await sourceStates(database)).filter(state => state.isActive);
  return Promise.all(
    states.map(async ({ source, stoppedBecause, collectingSince }): Promise<Found> => {
      const { lastCollectedAt } = await collectionStatus(database, source);
      const since = lastCollectedAt === null ? startOf(rule.watchedFrom) : new Date(lastCollectedAt);
      const isBeingCollected = collectingSince !== null && now.getTime() - collectingSince.getTime() < hourMs;
      const finding = { alert: 'silent', source, hours, lastCollectedAt, stoppedBecause } as const;
      return {
        ...foundBy(`alert:${rule.number}`, rule),
        subject: source,
        condition: now.getTime() - since.getTime() < hours * hourMs ? 'clear' : isBeingCollected ? 'between' : 'holds',
        level: 0,
        facts: async () => ({ finding, causes: null, heading: null, endsOn: null, why: null }),
      };
    }),
  );
}
