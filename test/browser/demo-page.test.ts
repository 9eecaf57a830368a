import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type SlackStandIn, startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { untilProcessed, uploadTinyPng } from '../demo/slack/support/tiny-png.ts';
import { launchBrowser } from '../support/browser.ts';

let slack: SlackStandIn;
let bot: App;
let browser: Browser;
let screenshots: string;
let pageErrors: Error[];

beforeAll(async () => {
  screenshots = await mkdtemp(join(tmpdir(), 'spendbot-demo-page-'));
  slack = await startSlackStandIn();
  bot = await startBot(slack);
  browser = await launchBrowser();
});

beforeEach(() => {
  pageErrors = [];
});

afterEach(() => expect(pageErrors).toEqual([]));

afterAll(async () => {
  await browser.close();
  await bot.stop();
  await slack.close();
});

it('lets one type a command, read the answer, press a button, and see what others are shown', async () => {
  const page = await openPage({ width: 1280, height: 900, colorScheme: 'light' });
  await page.getByRole('textbox').fill('/spend last 7d');
  await expect.poll(() => page.locator('#hint').isVisible(), { timeout: 10_000 }).toBe(true);
  await page.getByRole('textbox').press('Enter');

  const answer = page.locator('article.ephemeral');
  await answer.waitFor();
  expect(await answer.textContent()).toContain('Only visible to you');
  expect(await answer.locator('h3').first().textContent()).toBe('$412.18');
  expect(await answer.locator('svg[role=img]').getAttribute('aria-label')).toContain('Cost by model');
  expect(await answer.locator('table tr').count()).toBe(4);
  await save(page, 'light-wide');

  await answer.getByRole('button', { name: 'By project' }).click();
  await page.getByText('You asked by project').waitFor();
  expect(await page.locator('article').count()).toBe(1);

  await bot.client.chat.postMessage({ channel: 'C0GENERAL', text: 'A digest for *everyone*' });
  await page.getByText('A digest for everyone').waitFor();

  await bot.client.chat.postMessage({ channel: 'C0MLCOSTS', text: 'over there' });
  await page.locator('#channels .unread').waitFor();
  expect(await page.locator('#channels .unread').textContent()).toBe('ml-costs');
  await page.close();
});

it('shows a picture that was uploaded', async () => {
  const page = await openPage({ width: 1280, height: 900, colorScheme: 'light' });
  const id = await uploadTinyPng(bot.client);
  await untilProcessed(bot.client, id);
  const blocks = [{ type: 'image' as const, slack_file: { id }, alt_text: 'Cost by day' }];
  await bot.client.chat.postMessage({ channel: 'C0GENERAL', text: 'The chart', blocks });
  await page.getByAltText('Cost by day').waitFor();
  await expect.poll(() => page.evaluate('document.querySelector("img[alt=\'Cost by day\']").naturalWidth'), { timeout: 10_000 }).toBe(1);
  await page.close();
});

it('says so when the bot does not answer', async () => {
  const page = await openPage({ width: 1280, height: 900, colorScheme: 'light' });
  await page.getByRole('textbox').fill('/weather');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('/weather is not a valid command.').waitFor();
  await expect.poll(() => page.locator('#problem').textContent(), { timeout: 10_000 }).toBe('The bot did not answer (dispatch_failed).');
  await page.close();
});

it('shows a person what that person sees', async () => {
  await slack.workspace.type('/spend x', { user: 'alice', channel: 'random' });
  const page = await openPage({ width: 1280, height: 900, colorScheme: 'light' });
  await page.getByRole('button', { name: 'random' }).click();
  await expect.poll(() => page.locator('#channel-topic').textContent(), { timeout: 10_000 }).toContain('is not in this channel');
  expect(await page.locator('article').count()).toBe(0);
  await page.getByLabel('You are').selectOption('Alice Moreau');
  await page.locator('article.ephemeral').waitFor();
  await page.close();
});

it.each([
  { colorScheme: 'dark', width: 1280 },
  { colorScheme: 'light', width: 380 },
  { colorScheme: 'dark', width: 380 },
] as const)('is readable in $colorScheme at $width pixels: nothing is wider or higher than the window', async ({ colorScheme, width }) => {
  const page = await openPage({ width, height: 900, colorScheme });
  await page.getByRole('textbox').fill('/spend last 7d');
  await page.getByRole('textbox').press('Enter');
  await page.locator('article.ephemeral svg[role=img]').last().waitFor();
  await save(page, `${colorScheme}-${width}`);
  expect(await page.evaluate('[document.documentElement.scrollWidth, document.documentElement.scrollHeight]')).toEqual([width, 900]);
  expect(await page.getByRole('textbox').isVisible()).toBe(true);
  expect(await page.evaluate('document.documentElement.dataset.theme')).toBe(colorScheme);
  await page.close();
});

async function openPage({ width, height, colorScheme }: { width: number; height: number; colorScheme: 'light' | 'dark' }): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  page.on('pageerror', error => pageErrors.push(error));
  await page.goto(slack.url);
  await page.getByText('Stand-in workspace: not Slack.').waitFor();
  await expect.poll(() => page.locator('#channel-name').textContent(), { timeout: 10_000 }).toBe('#general');
  return page;
}

async function save(page: Page, name: string): Promise<void> {
  const path = join(screenshots, `${name}.png`);
  await page.screenshot({ path });
  expect((await stat(path)).size).toBeGreaterThan(10_000);
}

async function startBot(workspace: SlackStandIn): Promise<App> {
  const clientOptions = { slackApiUrl: workspace.apiUrl };
  const receiver = new SocketModeReceiver({ appToken: workspace.appToken, installerOptions: { clientOptions }, logLevel: LogLevel.ERROR });
  const app = new App({ token: workspace.botToken, receiver, clientOptions, logLevel: LogLevel.ERROR, deferInitialization: true });
  await app.init();
  app.command('/spend', async ({ ack, respond }) => {
    await ack();
    // Typed by hand where the types of Bolt do not know charts yet.
    await respond({ text: '$412.18', ...{ blocks: answerBlocks() } });
  });
  app.action('ask:by-project', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'You asked by project', replace_original: true });
  });
  await app.start();
  return app;
}

function answerBlocks() {
  const days = ['15 Nov', '16 Nov', '17 Nov', '18 Nov', '19 Nov', '20 Nov', '21 Nov'];
  const series = (name: string, costs: number[]) => ({ name, data: days.map((label, index) => ({ label, value: costs[index] ?? 0 })) });
  const row = (...cells: string[]) => cells.map(text => ({ type: 'raw_text', text }));
  const button = (actionId: string, text: string) => ({ type: 'button', action_id: actionId, text: { type: 'plain_text', text } });
  return [
    { type: 'header', text: { type: 'plain_text', text: '$412.18' } },
    { type: 'section', text: { type: 'mrkdwn', text: '*+17.8 %* against 8–14 Nov ($350.00)' } },
    {
      type: 'data_visualization',
      title: 'Cost by model',
      chart: {
        type: 'bar',
        series: [
          series('gpt-4o', [31, 12, 48, 52, 61, 55, 70]),
          series('gpt-5', [11, 9, 18, 22, 31, 25, 30]),
          series('Other', [3, 2, 4, 5, 6, 5, 7]),
        ],
        axis_config: { categories: days, y_label: 'USD' },
      },
    },
    {
      type: 'table',
      column_settings: [{ align: 'left' }, { align: 'right' }, { align: 'right' }],
      rows: [
        row('model', 'cost', 'share'),
        row('gpt-4o-2024-08-06', '$200.10', '49 %'),
        row('ft:gpt-4.1-mini-2025-04-14:acme:triage:AbCdEf12', '$146.00', '35 %'),
        row('3 others', '$66.08', '16 %'),
      ],
    },
    {
      type: 'context',
      elements: [{ type: 'mrkdwn', text: 'cost by model, 15–21 Nov 2026, UTC · billed · data through 22 Nov 09:07 UTC' }],
    },
    {
      type: 'actions',
      elements: [
        button('ask:by-model', 'By model'),
        button('ask:by-project', 'By project'),
        button('ask:7d', '7 days'),
        button('ask:30d', '30 days'),
        { ...button('share', 'Share in channel'), style: 'primary' },
      ],
    },
  ];
}
