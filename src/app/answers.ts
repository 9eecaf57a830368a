import type { Answers } from '#bot/context.ts';
import { furthestFromDone } from '#collect/collections.ts';
import type { Clock } from '#core/time/day.ts';
import type { SlackConfig } from '#delivery/slack/clients.ts';
import { checkedByDefault } from '#features/check/check.ts';
import { homeViewers, saveHomeViewer } from '#features/home/home-viewers-store.ts';
import { scopeChannel } from '#features/settings/scope-channel.ts';
import { channelScope } from '#features/settings/scopes-store.ts';
import { settings } from '#features/settings/settings.ts';
import type { Engine } from './engine.ts';

/** Whoever does not open the App Home for so long finds it as it was, until they open it. */
const homeIsFollowedMs = 30 * 24 * 3_600_000;

/** What Slack asks of the engine. */
export function answersOf(
  engine: Engine,
  { slack, clock, lookAtAlerts }: { readonly slack: SlackConfig; readonly clock: Clock; lookAtAlerts(): Promise<void> },
): Answers {
  return {
    ask: (text, { within }) => engine.ask(text, clock(), within),
    me: async (text, { email, within }) => engine.me(text, await email(), clock(), within),
    overview: ({ within }) => engine.overview(clock(), within),
    settings: () => settings(engine.database, slack),
    scopeChannel: change => scopeChannel(engine.database, change, slack, clock()),
    collecting: () => furthestFromDone([...engine.collections.running.values()]),
    home: isAdmin => engine.home(clock(), isAdmin),
    rememberHomeViewer: slackUserId => saveHomeViewer(engine.database, slackUserId, clock()),
    homeViewers: () => homeViewers(engine.database, new Date(clock().getTime() - homeIsFollowedMs)),
    scopeOf: channelId => channelScope(engine.database, channelId),
    status: () => engine.status(clock()),
    help: ({ within }) => engine.help(clock(), within),
    check: ({ within }) => engine.check({ period: checkedByDefault(clock()), within }),
    prices: (model, { within }) => engine.prices(model, clock(), within),
    manage: async (text, manager) => {
      const view = await engine.manage(text, manager, clock());
      if (view !== null && 'done' in view && view.done !== null) await lookAtAlerts();
      return view;
    },
    actOnIncident: asked => engine.actOnIncident(asked, clock()),
    forecast: (text, { within }) => engine.forecast(text, clock(), within),
    why: (text, { within }) => engine.why(text, clock(), within),
    drawChart: view => engine.drawChart(view),
  };
}
