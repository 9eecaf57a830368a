import { describeFilters } from '#core/query/describe-query.ts';
import { dayOf, type Instant } from '#core/time/day.ts';
import { localText, timeText, zoneName } from '#core/time/local-time.ts';
import type { Database } from '#data/database/open.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import { type ProblemView, problemView } from '#show/plain-views.ts';
import { namesPeople } from '../access/channel-scope.ts';
import { type Manager, type Managing, tooPersonal } from '../access/manager.ts';
import {
  changeOne,
  channelMeant,
  isSameScope,
  managedBy,
  manageThings,
  noThing,
  setState,
  setUp,
  type ThingKind,
} from '../setup/manage-things.ts';
import type { Done } from '../setup/view.ts';
import type { DigestCommand } from './command.ts';
import { type DigestParts, type DigestSubject, digest, includesFilter } from './digest.ts';
import { unsaidOf } from './said-price-changes-store.ts';
import { latestSlot, nextSlot, reportedPeriod } from './slot.ts';
import type { NewSubscription } from './subscription.ts';
import { addSubscription, changeSubscription, removeSubscription, subscriptions } from './subscriptions-store.ts';
import type { DigestState, DigestsView, DigestView } from './view.ts';

const kind: ThingKind<NewSubscription> = {
  noun: 'digest',
  stored: subscriptions,
  create: addSubscription,
  replace: (database, number, { rhythm, minutes, timeZone, channelId, filters }, change) =>
    changeSubscription(database, number, { rhythm, minutes, timeZone, channelId, filters }, change),
  setState: (database, number, state, change) =>
    state === 'removed'
      ? removeSubscription(database, number, change)
      : changeSubscription(database, number, { isPaused: state === 'paused' }, change),
  words: ({ rhythm, minutes, timeZone, filters, channelId }, names) =>
    `${rhythm} at ${timeText(minutes)} ${zoneName(timeZone)} ${describeFilters(filters, names) || 'for everything'}, in ${channelId}`,
  sameAs(asked, stored) {
    const same = stored.find(other => other.rhythm === asked.rhythm && isSameScope(other, asked));
    if (same === undefined) return null;
    const at = `${timeText(same.minutes)} ${zoneName(same.timeZone)}`;
    return problemView(`That channel has this digest already, at ${at}.`, {
      suggestion: `digest change ${same.number} at ${timeText(asked.minutes)} ${asked.timeZone}`,
    });
  },
};

interface DigestManaging extends Managing {
  readonly parts: DigestParts;
}

/** The default: 9:00 UTC. */
const usualTime = { minutes: 540, timeZone: 'Etc/UTC' };

/** Carries out `digest …` and shows the updated digests, a preview, or the problem. */
export async function manageDigests(managing: DigestManaging, command: DigestCommand): Promise<DigestsView | DigestView | ProblemView> {
  if (command.do === 'preview' || command.do === 'preview one') return preview(managing, command);
  return manageThings(managing, command, carryOut, digestsView);
}

async function digestsView(managing: Managing, done: Done | null): Promise<DigestsView> {
  const { parts, now, manager } = managing;
  const digests = await digestStates(parts.database, now, manager);
  return { kind: 'digests', done, digests, ...(await managedBy(managing, 'digest')) };
}

/** The digests that the reader may see, as they are listed, by number. */
export async function digestStates(
  database: Database,
  now: Instant,
  { maySeePeople }: Pick<Manager, 'maySeePeople'>,
): Promise<DigestState[]> {
  const names = await readNames(database);
  const listed = (await subscriptions(database)).filter(({ filters }) => maySeePeople || !namesPeople(filters));
  return listed.map(subscription => {
    const { number, isPaused, rhythm, minutes, timeZone, channelId, filters } = subscription;
    const next = localText(nextSlot(subscription, now).dueAt, timeZone);
    return { number, isPaused, rhythm, time: timeText(minutes), timeZone, channelId, scope: describeFilters(filters, names), next };
  });
}

type Preview = Extract<DigestCommand, { do: 'preview' | 'preview one' }>;

/** What would be posted now, shown only to the asker and limited to the scope of the channel. */
async function preview({ parts, now, manager }: DigestManaging, command: Preview): Promise<DigestView | ProblemView> {
  const { within } = manager;
  const previewOf = async (subject: DigestSubject, channelId: string): Promise<DigestView> => {
    const view = await digest(parts, subject, null, now);
    return { ...view, priceChanges: await unsaidOf(parts.database, channelId, view.priceChanges ?? []) };
  };
  if (command.do === 'preview') {
    const period = reportedPeriod(command.rhythm, dayOf(now), 'before');
    const subject = { rhythm: command.rhythm, filters: command.filters, period, within };
    if (namesPeople(command.filters) && !(await manager.mayChange()))
      return tooPersonal(parts, command.filters) ?? previewOf(subject, manager.channelId);
    return previewOf(subject, manager.channelId);
  }
  const subscription = (await subscriptions(parts.database)).find(({ number }) => number === command.number);
  if (!subscription) return noThing(kind, command.number);
  // The digest is posted as it was set up: limiting it to this channel's scope would be no preview.
  if (!within.every(filter => includesFilter(subscription.filters, filter)))
    return problemView(`That digest is about more than this channel shows. Preview it in another channel, or write to spendbot directly.`, {
      suggestion: `digest preview ${subscription.rhythm}`,
    });
  return previewOf({ ...subscription, period: latestSlot(subscription, now).period, within }, subscription.channelId);
}

async function carryOut(managing: Managing, command: Exclude<DigestCommand, Preview>): Promise<Done | ProblemView | null> {
  const { slackUserId, channelId: here } = managing.manager;
  switch (command.do) {
    case 'list':
      return null;
    case 'create': {
      const { settings } = command;
      const channelId = settings.channelId ?? here;
      return setUp(managing, kind, { ...usualTime, filters: [], ...settings, channelId, setUpBy: slackUserId });
    }
    case 'change': {
      const { channelId, ...changes } = command.changes;
      return changeOne(managing, kind, command.number, before => ({
        ...before,
        ...changes,
        channelId: channelMeant(managing, channelId, before.channelId),
      }));
    }
    default:
      return setState(managing, kind, command.number, command.do);
  }
}
