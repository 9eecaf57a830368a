import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { SlackContext } from '../context.ts';
import { publishHome } from '../home.ts';

/** Somebody opens spendbot's tab in Slack: the App Home is made anew for them. */
export function homeOpened(context: SlackContext) {
  return async ({ event }: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs): Promise<void> => {
    if (event.tab !== 'home') return;
    await context.answers.rememberHomeViewer(event.user);
    await publishHome(context, event.user);
  };
}
