import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { SlackStandIn } from '../../../demo/slack/stand-in.ts';
import { answerBlocks, formView, homeView, menuBlocks } from './shown-blocks.ts';

/**
 * A bot that shows everything the page can draw: `/spend` answers with a chart and a table, `/spend menus` with menus, `/spend form`
 * opens a form. A mention is answered in a thread, a direct message in the conversation.
 */
export async function startShowBot(slack: SlackStandIn): Promise<App> {
  const clientOptions = { slackApiUrl: slack.apiUrl };
  const receiver = new SocketModeReceiver({ appToken: slack.appToken, installerOptions: { clientOptions }, logLevel: LogLevel.ERROR });
  const app = new App({ token: slack.botToken, receiver, clientOptions, logLevel: LogLevel.ERROR, deferInitialization: true });
  await app.init();
  answerCommands(app);
  answerForms(app);
  app.event(
    'app_mention',
    async ({ event, say }) => void (await say({ text: `Heard: ${event.text}`, thread_ts: event.thread_ts ?? event.ts })),
  );
  app.message(async ({ message, say }) => void (await say('text' in message ? `You wrote: ${message.text}` : 'You wrote')));
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab === 'home') await client.views.publish({ user_id: event.user, view: homeView('Budgets: 1 of 2 reached 80%') });
  });
  await app.start();
  return app;
}

function answerCommands(app: App): void {
  app.command('/spend', async ({ ack, respond, command, client }) => {
    await ack();
    if (command.text === 'form') await client.views.open({ trigger_id: command.trigger_id, view: formView });
    // Typed by hand where the types of Bolt do not know charts yet.
    else if (command.text === 'menus') await respond({ text: 'Menus', ...{ blocks: menuBlocks } });
    else await respond({ text: '$412.18', ...{ blocks: answerBlocks() } });
  });
  app.action('ask:by-project', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'You asked by project', replace_original: true });
  });
  app.action(/^(?!ask:by-project).*$/, async ({ ack, respond, action, body }) => {
    await ack();
    if (!('response_url' in body)) return;
    await respond({ text: `Pressed ${JSON.stringify(action)}`, replace_original: false });
  });
}

const projects = ['Chat', 'Research', 'Support', '<!channel> & "x"'];

function answerForms(app: App): void {
  app.options<'block_suggestion'>({ type: 'block_suggestion', action_id: 'value' }, async ({ ack, options: { value } }) => {
    if (value === 'broken') throw new Error('A search that the test breaks');
    const found = projects.filter(name => name.toLowerCase().includes(value.toLowerCase()));
    await ack({
      options: found.map(name => ({ text: { type: 'plain_text', text: name }, value: `proj_${projects.indexOf(name)}` })),
    });
  });
  app.view('budget', async ({ ack, view, client, body }) => {
    const amount = view.state.values.amount?.value?.value;
    if (amount === '13') return ack({ response_action: 'errors', errors: { amount: 'Not thirteen, please' } });
    await ack();
    await client.chat.postMessage({ channel: body.user.id, text: `Saved ${JSON.stringify(view.state.values)}` });
  });
  app.shortcut('ask_about_spend', async ({ ack, client, shortcut }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: formView });
  });
  app.action('edit', async ({ ack, client, body }) => {
    await ack();
    if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: formView });
  });
}
