import type { Message, MessageChange } from './message.ts';
import type { WorkspaceState } from './workspace-state.ts';

/** The bot's answer to something a person did. */
export interface Reply {
  /** How long the acknowledgement took. */
  readonly acknowledgedAfterMs: number;
  /** The answers so far: messages posted or changed, oldest first. */
  messages(): readonly Message[];
  /**
   * Waits for the first answer, or the one at `index`. Rejects after `timeoutMs` (10 s by default), listing what did come.
   *
   * An answer comes through the response URL of this very command or press, or is posted meanwhile in the same channel where
   * this person sees it.
   */
  message(options?: { readonly index?: number; readonly timeoutMs?: number }): Promise<Message>;
}

export interface Asked {
  readonly channel: string;
  readonly user: string;
  /** The response URL issued with it; null for a plain message. */
  readonly responseUrlId: string | null;
  /** How many changes the workspace had seen before the question. */
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
