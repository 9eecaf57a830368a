import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { SlackStandIn } from '../../../../demo/slack/stand-in.ts';

export type Mode = 'socket' | 'http';

/**
 * A real Bolt app connected to the stand-in: `/spend X` answers "You said X" with a button; the button replaces the answer;
 * "Open a form" opens a modal that wants an amount.
 */
export async function startEchoBot(slack: SlackStandIn, mode: Mode): Promise<{ app: App; stop: () => Promise<void> }> {
  const http = new HTTPReceiver({ signingSecret: slack.signingSecret, port: 0, logLevel: LogLevel.ERROR });
  const app = new App({
    token: slack.botToken,
    receiver: mode === 'http' ? http : socketReceiver(slack),
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    logLevel: LogLevel.ERROR,
    deferInitialization: true,
  });
  await app.init();
  app.command('/spend', async ({ ack, respond, command }) => {
    await ack();
    await respond({ text: `You said ${command.text}`, blocks: answerBlocks(command.text) });
  });
  app.action('again', async ({ ack, respond, action }) => {
    await ack();
    await respond({ text: `Again: ${'value' in action ? action.value : ''}`, replace_original: true });
  });
  app.action('form', async ({ ack, body, client }) => {
    await ack();
    if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: amountForm });
  });
  app.view('amount', async ({ ack, view }) => {
    const amount = view.state.values.amount?.value?.value;
    if (amount === '0') await ack({ response_action: 'errors', errors: { amount: 'More than nothing, please' } });
    else await ack();
  });
  if (mode === 'socket') await app.start();
  else slack.connectHttp(`http://127.0.0.1:${portOf((await http.start({ port: 0, host: '127.0.0.1' })).address())}/slack/events`);
  return { app, stop: async () => void (await app.stop()) };
}

/** Comes again 0.2 s after a connection was closed, where Bolt would wait 5 s. */
function socketReceiver(slack: SlackStandIn): SocketModeReceiver {
  return new SocketModeReceiver({
    appToken: slack.appToken,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
    clientPingTimeout: 200,
    logLevel: LogLevel.ERROR,
  });
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The bot listens on no port');
  return address.port;
}

function answerBlocks(text: string) {
  return [
    { type: 'section' as const, text: { type: 'mrkdwn' as const, text: `You said *${text}*` } },
    {
      type: 'actions' as const,
      elements: [
        { type: 'button' as const, action_id: 'again', value: text, text: { type: 'plain_text' as const, text: 'Say it again' } },
        { type: 'button' as const, action_id: 'form', text: { type: 'plain_text' as const, text: 'Open a form' } },
      ],
    },
  ];
}

const amountForm = {
  type: 'modal' as const,
  callback_id: 'amount',
  title: { type: 'plain_text' as const, text: 'A budget' },
  submit: { type: 'plain_text' as const, text: 'Save' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'amount',
      label: { type: 'plain_text' as const, text: 'Amount' },
      element: { type: 'plain_text_input' as const, action_id: 'value' },
    },
  ],
};
