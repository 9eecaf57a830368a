import { setTimeout as pause } from 'node:timers/promises';
import type { Message } from './slack/message.ts';
import type { SlackStandIn } from './slack/stand-in.ts';

const lookEveryMs = 150;
const longestMs = 60_000;

/**
 * Resolves once `channel` has a message that `isIt` accepts, or when `signal` aborts. `what` names it in the error.
 *
 * @throws when it does not come within a minute.
 */
export async function untilPosted(
  slack: SlackStandIn,
  sought: { readonly channel: string; readonly what: string; isIt(message: Message): boolean },
  signal: AbortSignal,
): Promise<void> {
  const until = performance.now() + longestMs;
  while (!signal.aborted) {
    if (slack.workspace.messages(sought.channel).some(message => sought.isIt(message))) return;
    if (performance.now() > until) throw new Error(`${sought.what} did not come within a minute`);
    await pause(lookEveryMs);
  }
}
