import { addDays, daysBetween, type Instant } from '#core/time/day.ts';
import { collectionStatus, sourceStates } from '#data/ledger/sources.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { type FirstUse, firstUses } from '#data/ledger/what-was-used.ts';
import type { StoredAlertRule } from '../store/alert-rules.ts';
import type { AlertParts } from './alert-parts.ts';
import { type Found, foundBy } from './found.ts';
import { labellerOf } from './labels.ts';
import { openDays, watchedDays } from './watched-days.ts';

/** A use counts as the first only where so many days before it were collected; otherwise everything is new in the first week. */
const knownDaysBefore = 7;

/** The models, or keys, that were first used on the watched days. Nothing is said of a source while it is being collected: its history may lack days. */
export async function findFirstUses({ database }: AlertParts, rule: StoredAlertRule, now: Instant): Promise<Found[]> {
  const dimension = rule.kind === 'new key' ? 'key' : 'model';
  const label = labellerOf(await readNames(database));
  const known: FirstUse[] = [];
  for (const use of await firstUses(database, dimension, watchedDays(rule.watchedFrom, now).from)) {
    const state = (await sourceStates(database)).find(({ source }) => source === use.source);
    const { firstDay } = await collectionStatus(database, use.source);
    if (state?.isActive !== true || state.collectingSince !== null || firstDay === null) continue;
    if (daysBetween(firstDay, use.day) >= knownDaysBefore) known.push(use);
  }
  return known.map(({ id, day, source }) => ({
    ...foundBy(`alert:${rule.number}`, rule),
    subject: id,
    condition: 'holds',
    level: 0,
    facts: async () => ({
      finding: { alert: dimension === 'key' ? 'new key' : 'new model', name: label(dimension, id), day, source },
      causes: null,
      heading: null,
      endsOn: addDays(day, openDays),
      why: null,
    }),
  }));
}
