import { SocketModeReceiver } from '@slack/bolt';
import { expect, it, onTestFinished } from 'vitest';
import { watchSocket } from '#bot/watch-socket.ts';
import { boltLogger, clientOptions, socketOptions } from '#delivery/slack/clients.ts';
import { createLogger } from '#log.ts';
import { startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { silentLogger } from '../support/silent-logger.ts';

it('connects after connections that nobody answers or greets, and says so of each', async () => {
  const slack = await startSlackStandIn();
  const log = boltLogger(silentLogger);
  const installerOptions = { clientOptions: socketOptions(clientOptions(slack.apiUrl, log)) };
  const receiver = new SocketModeReceiver({ appToken: slack.appToken, logger: log, installerOptions });
  onTestFinished(async () => {
    await receiver.stop();
    await slack.close();
  });
  const said: string[] = [];
  const isOpen = watchSocket(
    receiver.client,
    createLogger('warn', line => void said.push(line)),
    1_000,
  );
  slack.stallSockets(['unanswered', 'ungreeted']);
  await receiver.start();
  expect(isOpen()).toBe(true);
  expect(said.map((line): string => JSON.parse(line).msg)).toEqual(
    Array(2).fill('Slack cannot be reached: it did not greet a connection within 1 s. It is tried again.'),
  );
  slack.stallSockets(['ungreeted']);
  slack.cutSockets();
  await expect.poll(isOpen).toBe(false);
  await expect.poll(isOpen, { timeout: 40_000 }).toBe(true);
  expect(said).toHaveLength(3);
});
