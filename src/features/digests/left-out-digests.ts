import type { Day } from '#core/time/day.ts';
import { plural } from '#show/phrases.ts';
import { budgetPeriodName } from '../verdict/budget-outcome.ts';
import { daysWithoutYear } from '../verdict/incomplete.ts';
import { type DigestSlot, type Rhythm, slotOn, slotsBetween } from './slot.ts';
import type { Subscription } from './subscription.ts';
import type { LeftOutDigest } from './view.ts';

/** Earlier digests that are never sent, since only the latest is: their time passed while nothing ran. Those before a change don't count. */
export function digestsMissed(subscription: Subscription, slot: DigestSlot): LeftOutDigest[] {
  const { lastSlot, rhythm, since } = subscription;
  if (lastSlot === null || slotOn(subscription, lastSlot).dueAt < since) return [];
  return slotsBetween(rhythm, lastSlot, slot.localDay).map(day => ({
    from: slotOn(subscription, day).period.from,
    because: 'not running',
  }));
}

/** `left out: 20–21 Nov, when spendbot was not running, or its clock was ahead`. Empty if there are none. */
export function leftOutWords(rhythm: Rhythm, leftOutDigests: readonly LeftOutDigest[]): string[] {
  return [...Map.groupBy(leftOutDigests, ({ because }) => because)].map(
    ([because, own]) =>
      `left out: ${periodNames(
        rhythm,
        own.map(({ from }) => from),
      )}, when ${reasons[because]}`,
  );
}

const reasons: Readonly<Record<LeftOutDigest['because'], string>> = {
  'not running': 'spendbot was not running, or its clock was ahead',
  Slack: 'Slack took no messages',
};

const namedPeriods = 3;

/** `20–21 Nov`, `the week of 2 Nov, the week of 9 Nov`, `September, October and 2 more`. */
function periodNames(rhythm: Rhythm, from: readonly Day[]): string {
  if (rhythm === 'daily') return daysWithoutYear(from.toSorted());
  const names = from.toSorted().map(day => budgetPeriodName(rhythm === 'weekly' ? 'week' : 'month', day));
  const more = names.length - namedPeriods;
  const shown = names.slice(0, namedPeriods).join(', ');
  return more > 0 ? `${shown} and ${plural(more, `more ${rhythm === 'weekly' ? 'week' : 'month'}`)}` : shown;
}
