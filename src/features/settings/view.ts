import type { Organization } from '#core/usage/organization.ts';

/** `/spend settings`: how the workspace is set up. Ids are Slack ids. */
export interface SettingsView {
  readonly kind: 'settings';
  /** The change just made, in a sentence; null if nothing was changed. */
  readonly done: string | null;
  readonly peopleVisible: 'admins' | 'everyone';
  /** In addition to the workspace's own admins and owners. */
  readonly admins: readonly string[];
  readonly sources: readonly {
    readonly id: string;
    readonly kind: string;
    readonly organization?: Organization;
    readonly isStopped: boolean;
  }[];
  /** Channels with a scope, most recently set first. */
  readonly scopes: readonly { readonly channelId: string; readonly words: string; readonly setBy: string; readonly setAt: string }[];
  /** The last changes, newest first; `at` is ISO. */
  readonly changes: readonly { readonly at: string; readonly who: string; readonly what: string }[];
}
