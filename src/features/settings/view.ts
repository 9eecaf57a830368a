/** `/spend settings`: how the workspace is set up. Ids are Slack's. */
export interface SettingsView {
  readonly kind: 'settings';
  /** What was just done, in a sentence; null where somebody only looked. */
  readonly done: string | null;
  readonly peopleVisible: 'admins' | 'everyone';
  /** Beside the workspace's own admins and owners. */
  readonly admins: readonly string[];
  readonly sources: readonly { readonly id: string; readonly kind: string; readonly isStopped: boolean }[];
  /** Channels whose answers stay inside a scope, the one bound last first. */
  readonly scopes: readonly { readonly channelId: string; readonly words: string; readonly setBy: string; readonly setAt: string }[];
  /** The last changes, newest first; `at` is ISO. */
  readonly changes: readonly { readonly at: string; readonly who: string; readonly what: string }[];
}
