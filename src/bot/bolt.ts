import { App, HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { oneAtATime } from '#core/one-at-a-time.ts';
import type { Clock } from '#core/time/day.ts';
import { boltLogger, clientOptions, personClient, postingClient, type SlackConfig, socketOptions } from '#delivery/slack/clients.ts';
import { createMessenger, type Draw, type Messenger } from '#delivery/slack/messenger.ts';
import { startError } from '#delivery/slack/slack-error.ts';
import type { Measure } from '#features/answer-typed.ts';
import type { AnyFeature, Parts } from '#features/feature.ts';
import { homeAction } from '#features/home/home-action.ts';
import type { Logger } from '#log.ts';
import type { SlackContext } from './context.ts';
import { LatestPicture } from './latest-picture.ts';
import { RunningListeners, registerListeners } from './listeners.ts';
import { Once } from './once.ts';
import { People } from './people.ts';
import { publishHomes } from './publish-home.ts';
import { guarded } from './request-guard.ts';
import { guardFrames, watchSocket } from './watch-socket.ts';

const endpoint = '/slack/events';
/** How long a stop waits for listeners. Process managers kill the bot after ten seconds. */
const stopTimeoutMs = 6_000;
const rememberMs = 60 * 60_000;
const dayMs = 24 * 60 * 60_000;

export interface SlackAppOptions {
  readonly config: SlackConfig;
  readonly parts: Parts;
  /** The features of `parts`, loaded. */
  readonly features: readonly AnyFeature[];
  readonly draw: Draw;
  readonly measure: Measure;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface SlackApp {
  /**
   * Refreshes the App Home of everyone who opened it recently. One run at a time: calls during a run share one more run after it. Never
   * rejects. Takes as long as Slack does.
   */
  publishHomes(): Promise<void>;
  /** Whether Slack can reach the bot right now. In Socket Mode that ends while the connection is lost. */
  isConnected(): boolean;
  /** Posts digests and alerts, which nobody asked for. */
  readonly messenger: Messenger;
  /**
   * Checks the token and connects. Resolves with the port in HTTP mode, otherwise null.
   *
   * @throws SlackError if a token is rejected, Slack cannot be reached, or the port is taken.
   */
  start(): Promise<number | null>;
  /** Stops taking requests, and resolves once those already taken are answered. */
  stop(): Promise<void>;
}

/** The Slack app on Bolt, in Socket Mode or HTTP mode. Calls nothing before `start`. */
export function createSlackApp(options: SlackAppOptions): SlackApp {
  const { config, parts, features, draw, measure, clock, logger } = options;
  const log = boltLogger(logger);
  const calls = clientOptions(config.apiUrl, log);
  const receiver = createReceiver(options);
  const app = new App({
    token: config.botToken,
    receiver,
    clientOptions: calls,
    logger: log,
    deferInitialization: true,
    convoStore: false,
  });
  const running = new RunningListeners();
  app.use(running.middleware);
  app.error(async error => logger.error({ err: error }, 'A Slack listener failed'));
  const poster = postingClient(config.botToken, calls);
  const messenger = createMessenger({ client: app.client, poster, logger });
  const { admins, peopleVisible, guests } = config;
  const people = new People({ client: personClient(config.botToken, calls), admins, peopleVisible, guests, clock, logger });
  const stopping = new AbortController();
  const context: SlackContext = {
    ...{ parts, clock, measure, draw },
    forms: features.flatMap(({ forms = [] }) => forms),
    actions: [...features.flatMap(({ actions = [] }) => actions), homeAction],
    people,
    client: app.client,
    poster,
    messenger,
    refused: new Once(dayMs, clock),
    shared: new Once(rememberMs, clock),
    events: new Once(rememberMs, clock),
    homePicture: new LatestPicture(),
    stopping: stopping.signal,
    logger,
  };
  registerListeners(app, context);
  let started = false;
  const isReachable = receiver instanceof SocketModeReceiver ? watchSocket(receiver.client, logger) : () => true;
  return {
    publishHomes: oneAtATime(() =>
      publishHomes(context).catch(error => logger.error({ err: error }, 'The App Homes could not be brought up to date')),
    ),
    isConnected: () => started && isReachable(),
    messenger,
    async start() {
      await app.init().catch(error => {
        throw startError(error, 'SLACK_BOT_TOKEN');
      });
      const server = await app.start().catch(error => {
        throw startError(error, 'SLACK_APP_TOKEN');
      });
      started = true;
      const address = config.connection.mode === 'http' ? server.address() : null;
      return address !== null && typeof address === 'object' ? address.port : null;
    },
    async stop() {
      if (!started) return;
      started = false;
      stopping.abort();
      await app.stop();
      const left = await running.settled(stopTimeoutMs);
      if (left > 0) logger.error({ left }, 'Stopped before all answers were sent');
    },
  };
}

function createReceiver({ config, clock, logger }: SlackAppOptions): Receiver {
  const log = boltLogger(logger);
  const { connection } = config;
  if (connection.mode === 'socket') {
    const receiver = new SocketModeReceiver({
      appToken: connection.appToken,
      logger: log,
      installerOptions: { clientOptions: socketOptions(clientOptions(config.apiUrl, log)) },
    });
    guardFrames(receiver.client, logger);
    return receiver;
  }
  const { signingSecret, port } = connection;
  const receiver = new HTTPReceiver({
    signingSecret,
    port,
    endpoints: endpoint,
    logger: log,
    customRoutes: [
      {
        path: '/healthz',
        method: 'GET',
        handler: (_request, response) => void response.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n'),
      },
    ],
  });
  receiver.requestListener = guarded(receiver.requestListener, { signingSecret, endpoint, clock, logger });
  return receiver;
}
