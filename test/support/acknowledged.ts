import { expect } from 'vitest';
import { NotAcknowledged } from '../../demo/slack/bot-connection.ts';
import type { SlackStandIn } from '../../demo/slack/stand-in.ts';
import type { KeyProxy } from './key-proxy.ts';

/**
 * Does `act` again, with Slack in mood `well`, if the bot does not acknowledge it. A bot that got no processor for five seconds, on a busy
 * machine, takes its connection for dead and makes another: what reached the old one is lost.
 */
export async function acknowledged<T>(slack: SlackStandIn, proxy: KeyProxy, act: () => Promise<T>, attempts = 3): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof NotAcknowledged) || attempts === 1) throw error;
    proxy.mood = 'well';
    await expect.poll(slack.socketConnections, { timeout: 60_000 }).toBeGreaterThan(0);
    return acknowledged(slack, proxy, act, attempts - 1);
  }
}
