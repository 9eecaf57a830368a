import type { AnswerView, OverviewView, StatusView } from './view.ts';

/** The App Home of one person. */
export interface HomeView {
  readonly kind: 'home';
  readonly overview: OverviewView;
  /** Of the month to date, at most five models and the others together. */
  readonly topModels: AnswerView;
  readonly status: StatusView;
  /** How far each budget is; empty where there is none. */
  readonly budgets: readonly HomeEntry[];
  /** The digests and alerts of the workspace. */
  readonly digests: readonly HomeEntry[];
  readonly alerts: readonly HomeEntry[];
  /** Whether to offer changing what is set up. */
  readonly isAdmin: boolean;
}

/** Something that is set up, in a line of words; `channelId` is where it posts. */
export interface HomeEntry {
  readonly words: string;
  readonly channelId: string | null;
}
