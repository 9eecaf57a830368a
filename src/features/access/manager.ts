import type { Filter } from '#core/query/query.ts';
import type { Instant } from '#core/time/day.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { type ProblemView, problemView } from '#show/plain-views.ts';

/** Who wants to see or change budgets and alerts, and where. */
export interface Manager {
  readonly slackUserId: string;
  /** The channel where it is said. */
  readonly channelId: string;
  /** What answers in that channel stay inside; empty where it is bound to nothing. */
  readonly within: readonly Filter[];
  /** Whether they may change anything; asked only when they want to. */
  mayChange(): Promise<boolean>;
  /** Whether the bot is a member of a channel: only there can it find its own posts again. */
  isBotIn(channelId: string): Promise<boolean>;
}

/** Why `manager` may not do what changes something; null when they may. */
export async function notAllowed(manager: Manager): Promise<ProblemView | null> {
  if (await manager.mayChange()) return null;
  return problemView(
    "Budgets, alerts and digests are changed by admins: the workspace's admins and owners, and whoever SPEND_ADMINS names.",
  );
}

/** Why messages cannot be posted to `channelId`; null when they can. `text` is what was asked for, to try again. */
export async function cannotPost(manager: Manager, channelId: string, text: string): Promise<ProblemView | null> {
  if (channelId === '' || channelId.startsWith('D')) return problemView('Say in which channel it is posted: add `in #channel`.');
  if (await manager.isBotIn(channelId)) return null;
  return problemView('spendbot is not a member of that channel. Invite it there with /invite @spendbot, then try again.', {
    suggestion: text.trim(),
  });
}

/** Why a scope cannot be watched in a channel that everyone reads; null when it can. */
export function tooPersonal(parts: AlertParts, filters: readonly Filter[]): ProblemView | null {
  const isPersonal = filters.some(({ dimension }) => dimension === 'user' || dimension === 'key');
  if (!isPersonal || parts.peopleVisible === 'everyone') return null;
  return problemView(
    'Figures of single people and keys are for admins, and these messages are read by a whole channel: choose a project or model.',
  );
}

/** A command that changes something, with who does it and when. */
export interface Managing {
  readonly parts: AlertParts;
  readonly manager: Manager;
  /** What was typed. */
  readonly text: string;
  readonly now: Instant;
}

/** What alerts need to know besides what answers do. */
export interface AlertParts extends AskParts {
  /** Whether figures of single people and keys may be posted where everyone reads them. */
  readonly peopleVisible: 'admins' | 'everyone';
}
