import { setTimeout as pause } from 'node:timers/promises';
import type { AnyMiddlewareArgs, App, GlobalShortcut, MessageShortcut, Middleware, ViewSubmitAction } from '@slack/bolt';
import { askViewId } from './ask-form.ts';
import { askShortcut, spendCommand } from './commands.ts';
import type { SlackContext } from './context.ts';
import { directMessage, homeOpened, invited, mention } from './events.ts';
import { openForm, searchMenu } from './open-form.ts';
import { askAgain, onPress, performAction } from './pressed-button.ts';
import { share } from './share.ts';
import { askSubmitted, formSubmitted } from './submitted.ts';

/** Registers every listener of the bot. */
export function registerListeners(app: App, context: SlackContext): void {
  app.command('/spend', spendCommand(context));
  onPress(app, context, /^ask:/, askAgain);
  onPress(app, context, 'share', share);
  onPress(app, context, /^form:/, openForm);
  for (const action of context.actions) {
    onPress(app, context, new RegExp(`^${action.prefix}`), (...pressed) => performAction(...pressed, action));
  }
  app.options<'block_suggestion'>({ type: 'block_suggestion', action_id: /.*/ }, searchMenu(context));
  app.event('app_mention', mention(context));
  app.event('app_home_opened', homeOpened(context));
  app.event('member_joined_channel', invited(context));
  app.event('message', directMessage(context));
  const askOnShortcut = askShortcut(context);
  app.shortcut<GlobalShortcut>({ type: 'shortcut', callback_id: 'ask_spend' }, askOnShortcut);
  app.shortcut<MessageShortcut>({ type: 'message_action', callback_id: 'ask_spend_about_message' }, askOnShortcut);
  app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: askViewId }, askSubmitted(context));
  app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: /^form:/ }, formSubmitted(context));
}

/** Running listeners. Bolt's `stop` does not wait for one that has acknowledged. */
export class RunningListeners {
  readonly #running = new Set<Promise<void>>();

  /** Runs before all other middleware. */
  readonly middleware: Middleware<AnyMiddlewareArgs> = async ({ next }) => {
    const run = next();
    this.#running.add(run);
    try {
      await run;
    } finally {
      this.#running.delete(run);
    }
  };

  /** Resolves when all are done, or after `timeoutMs`, with how many are still running. */
  async settled(timeoutMs: number): Promise<number> {
    const timeout = new AbortController();
    const all = Promise.allSettled(this.#running);
    await Promise.race([all, pause(timeoutMs, undefined, { signal: timeout.signal }).catch(() => undefined)]);
    timeout.abort();
    return this.#running.size;
  }
}
