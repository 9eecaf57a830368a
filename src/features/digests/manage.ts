import { describeFilters } from '#core/query/describe.ts';
import { dayOf } from '#core/time/day.ts';
import { localText, timeText, zoneName } from '#core/time/local-time.ts';
import type { Names } from '#core/usage/names.ts';
import { readNames } from '#data/ledger/stored-names.ts';
import type { ProblemView } from '#show/plain-views.ts';
import { namesWithin } from '../access/channel-scope.ts';
import { cannotPost, type Managing, notAllowed, problemView, tooPersonal } from '../access/manager.ts';
import type { Done } from '../setup/view.ts';
import { type DigestCommand, type DigestSettings, parseDigestCommand } from './command.ts';
import { type DigestParts, digest, includesFilter } from './digest.ts';
import { latestSlot, nextSlot, reportedPeriod } from './slot.ts';
import type { NewSubscription, Subscription } from './subscription.ts';
import { addSubscription, changeSubscription, removeSubscription, subscriptions } from './subscriptions-store.ts';
import type { DigestState, DigestsView, DigestView } from './view.ts';

type ManagingDigests = Managing & { readonly parts: DigestParts };

/** At 9:00 UTC where nothing else is said. */
const usualTime = { minutes: 540, timeZone: 'Etc/UTC' };

/** Does what `digest …` says, and shows the digests as they are then, or one as it would be posted now. */
export async function manageDigests(managing: ManagingDigests): Promise<DigestsView | DigestView | ProblemView> {
  const { parts, text, now, manager } = managing;
  const names = await readNames(parts.database);
  const inside = await namesWithin(parts.database, manager.within, now);
  const command = parseDigestCommand(text, { now, names: inside });
  if ('problem' in command) return { kind: 'problem', ...command };
  if (command.do === 'preview' || command.do === 'preview one') return preview(managing, command);
  const refused = command.do === 'list' ? null : await notAllowed(manager);
  if (refused) return refused;
  const done = await carryOut(managing, command, names);
  if (done !== null && 'kind' in done) return done;
  const listed = await subscriptions(parts.database);
  return {
    kind: 'digests',
    done,
    digests: listed.map(subscription => stateOf(subscription, names, now)),
    mayChange: await manager.mayChange(),
  };
}

type Preview = Extract<DigestCommand, { do: 'preview' | 'preview one' }>;

/** What would be posted now, to the asker alone; in a channel that shows only a part, of that part. */
async function preview({ parts, now, manager }: ManagingDigests, command: Preview): Promise<DigestView | ProblemView> {
  const { within } = manager;
  if (command.do === 'preview') {
    const period = reportedPeriod(command.rhythm, dayOf(now), 'before');
    const subject = { rhythm: command.rhythm, filters: command.filters, period, within };
    const isPersonal = command.filters.some(({ dimension }) => dimension === 'user' || dimension === 'key');
    if (isPersonal && !(await manager.mayChange())) return tooPersonal(parts, command.filters) ?? digest(parts, subject, null, now);
    return digest(parts, subject, null, now);
  }
  const subscription = (await subscriptions(parts.database)).find(({ number }) => number === command.number);
  if (!subscription) return noSuchDigest(command.number);
  // It is posted as it was set up, so a part of it would be no preview.
  if (!within.every(filter => includesFilter(subscription.filters, filter)))
    return problemView(
      `Digest ${command.number} is about more than this channel shows. Preview it in another channel, or write to spendbot directly.`,
      { suggestion: `digest preview ${subscription.rhythm}` },
    );
  return digest(parts, { ...subscription, period: latestSlot(subscription, now).period, within }, null, now);
}

async function carryOut(
  managing: ManagingDigests,
  command: Exclude<DigestCommand, Preview>,
  names: Names,
): Promise<Done | ProblemView | null> {
  const { parts, manager, now } = managing;
  const by = { by: manager.slackUserId, at: now };
  switch (command.do) {
    case 'list':
      return null;
    case 'create':
      return create(managing, command.settings, names);
    case 'change':
      return change(managing, command.number, command.changes, names);
    case 'remove': {
      const isDone = await removeSubscription(parts.database, command.number, { ...by, what: 'removed' });
      return isDone ? { did: 'removed', number: command.number } : noSuchDigest(command.number);
    }
    case 'pause':
    case 'resume': {
      const did = command.do === 'pause' ? 'paused' : 'resumed';
      const isDone = await changeSubscription(parts.database, command.number, { isPaused: did === 'paused' }, { ...by, what: did });
      return isDone ? { did, number: command.number } : noSuchDigest(command.number);
    }
  }
}

async function create(
  managing: ManagingDigests,
  settings: DigestSettings & Pick<NewSubscription, 'rhythm'>,
  names: Names,
): Promise<Done | ProblemView> {
  const { parts, manager, now } = managing;
  const asked: NewSubscription = {
    ...usualTime,
    filters: [],
    ...settings,
    channelId: settings.channelId ?? manager.channelId,
    setUpBy: manager.slackUserId,
  };
  const problem = await problemOf(managing, asked);
  if (problem) return problem;
  const same = (await subscriptions(parts.database)).find(other => isSame(other, asked));
  if (same) {
    return problemView(
      `That channel has this digest already: number ${same.number}, at ${timeText(same.minutes)} ${zoneName(same.timeZone)}.`,
      {
        suggestion: `digest change ${same.number} at ${timeText(asked.minutes)} ${asked.timeZone}`,
      },
    );
  }
  const what = `set up ${wordsOf(asked, names)}`;
  return { did: 'set up', number: await addSubscription(parts.database, asked, { by: manager.slackUserId, at: now, what }) };
}

async function change(managing: ManagingDigests, number: number, settings: DigestSettings, names: Names): Promise<Done | ProblemView> {
  const { parts, manager, now } = managing;
  const before = (await subscriptions(parts.database)).find(subscription => subscription.number === number);
  if (!before) return noSuchDigest(number);
  const { channelId, ...others } = settings;
  const changes = { ...others, ...(channelId === undefined ? {} : { channelId: channelId ?? manager.channelId }) };
  const after = { ...before, ...changes };
  const problem = await problemOf(managing, after);
  if (problem) return problem;
  const what = `changed to ${wordsOf(after, names)}`;
  const isDone = await changeSubscription(parts.database, number, changes, { by: manager.slackUserId, at: now, what });
  return isDone ? { did: 'changed', number } : noSuchDigest(number);
}

async function problemOf({ parts, manager, text }: ManagingDigests, asked: NewSubscription): Promise<ProblemView | null> {
  return tooPersonal(parts, asked.filters) ?? (await cannotPost(manager, asked.channelId, text));
}

function isSame(a: NewSubscription, b: NewSubscription): boolean {
  return a.rhythm === b.rhythm && a.channelId === b.channelId && JSON.stringify(a.filters) === JSON.stringify(b.filters);
}

function stateOf(subscription: Subscription, names: Names, now: Date): DigestState {
  const { number, isPaused, rhythm, minutes, timeZone, channelId, filters } = subscription;
  const next = localText(nextSlot(subscription, now).dueAt, timeZone);
  return { number, isPaused, rhythm, time: timeText(minutes), timeZone, channelId, scope: describeFilters(filters, names), next };
}

/** For the audit log. */
function wordsOf({ rhythm, minutes, timeZone, filters, channelId }: NewSubscription, names: Names): string {
  return `${rhythm} at ${timeText(minutes)} ${zoneName(timeZone)} ${describeFilters(filters, names) || 'for everything'}, in ${channelId}`;
}

function noSuchDigest(number: number): ProblemView {
  return problemView(`There is no digest ${number}.`, { suggestion: 'digest' });
}
