import type { Filter } from '#core/query/query.ts';
import type { Instant } from '#core/time/day.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import { type ProblemView, problemView } from '#show/plain-views.ts';
import { namesPeople } from './channel-scope.ts';

/** A person who views or changes budgets and alerts, and where they do it. */
export interface Manager {
  readonly slackUserId: string;
  /** The channel the command was typed in. */
  readonly channelId: string;
  /** The scope that limits answers in that channel; empty without one. */
  readonly within: readonly Filter[];
  /** Whether everyone who will see the answer may see figures for individual people and keys. */
  readonly maySeePeople: boolean;
  /** Whether they may change anything. Called only when they try to. */
  mayChange(): Promise<boolean>;
  /** Whether the bot is a member of the channel. It can look up its own posts only there. */
  isBotIn(channelId: string): Promise<boolean>;
}

/** Why `manager` may not make changes; null if they may. */
export async function notAllowed(manager: Manager): Promise<ProblemView | null> {
  if (await manager.mayChange()) return null;
  return problemView('Budgets, alerts and digests are changed by admins of this workspace: ask one of them.');
}

/** Why messages cannot be posted to `channelId`; null if they can. `text` is the command, offered for a retry. */
export async function cannotPost(manager: Manager, channelId: string, text: string): Promise<ProblemView | null> {
  if (channelId === '' || channelId.startsWith('D')) return problemView('Say in which channel it is posted: add `in #channel`.');
  if (await manager.isBotIn(channelId)) return null;
  const channelName = /^[CG][A-Z0-9]+$/.test(channelId) ? `<#${channelId}>` : 'that channel';
  return problemView(`spendbot is not a member of ${channelName}. Invite it there with /invite @spendbot, then try again.`, {
    suggestion: text.trim(),
  });
}

/** Why alerts on this scope cannot go to a channel that everyone reads; null if they can. */
export function tooPersonal(parts: AlertParts, filters: readonly Filter[]): ProblemView | null {
  if (!namesPeople(filters) || parts.peopleVisible === 'everyone') return null;
  return problemView(
    'Figures of single people and keys are for admins, and these messages are read by a whole channel: choose a project or model.',
  );
}

/** A command that makes a change, who runs it, and when. */
export interface Managing {
  readonly parts: AlertParts;
  readonly manager: Manager;
  /** The command as typed. */
  readonly text: string;
  readonly now: Instant;
}

/** What alerts need on top of what answers need. */
export interface AlertParts extends AskParts {
  /** Who may see figures for individual people and keys; with `everyone`, channels may show them. */
  readonly peopleVisible: 'admins' | 'everyone';
}
