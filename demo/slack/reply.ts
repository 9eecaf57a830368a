import type { Message, MessageChange } from './message.ts';
import type { WorkspaceState } from './workspace-state.ts';

/** What the bot answers to something a person did. */
export interface Reply {
  /** How long the acknowledgement took. */
  readonly acknowledgedAfterMs: number;
  /** The answers so far: messages posted or changed, oldest first. */
  messages(): readonly Message[];
  /**
   * The first answer, or the one at `index`; waits for it. Rejects after `timeoutMs` (10 s unless told), naming what did come.
   *
   * What comes through the response URL of this very command or press is its answer; so is what the bot posts meanwhile in the
   * same channel for this person to see.
   */
  message(options?: { readonly index?: number; readonly timeoutMs?: number }): Promise<Message>;
}

export interface Asked {
  readonly channel: string;
  readonly user: string;
  /** The response URL given with it; null where there is none (a plain message). */
  readonly responseUrlId: string | null;
  /** How many changes the workspace had seen before it was asked. */
  readonly since: number;
}

export function replyTo(asked: Asked, acknowledgedAfterMs: number, state: WorkspaceState): Reply {
  const messages = () =>
    state.changes
      .slice(asked.since)
      .filter(change => answers(change, asked, state.bot.id))
      .map(change => change.message);
  return {
    acknowledgedAfterMs,
    messages,
    message: ({ index = 0, timeoutMs = 10_000 } = {}) =>
      new Promise((resolve, reject) => {
        const stop = state.subscribe(() => settle());
        const timer = setTimeout(() => {
          stop();
          const seen = messages().map(({ text }) => JSON.stringify(text));
          reject(new Error(`No answer number ${index + 1} within ${timeoutMs} ms; answers so far: ${seen.join(', ') || 'none'}`));
        }, timeoutMs);
        const settle = () => {
          const message = messages()[index];
          if (message === undefined) return;
          clearTimeout(timer);
          stop();
          resolve(message);
        };
        settle();
      }),
  };
}

function answers({ kind, message, via }: MessageChange, asked: Asked, botId: string): boolean {
  if (kind === 'deleted' || message.author !== botId) return false;
  if (via !== null) return via === asked.responseUrlId;
  return message.channel === asked.channel && (message.visibleTo === null || message.visibleTo === asked.user);
}
