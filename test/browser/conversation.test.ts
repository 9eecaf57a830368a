import type { App } from '@slack/bolt';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SlackStandIn, startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { launchBrowser } from '../support/browser.ts';
import { goTo, look, looks, openPage, type } from './support/page.ts';
import { startShowBot } from './support/show-bot.ts';
import { homeView } from './support/shown-blocks.ts';

let slack: SlackStandIn;
let bot: App;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

beforeEach(async () => {
  slack = await startSlackStandIn();
  bot = await startShowBot(slack);
  return async () => {
    await bot.stop();
    await slack.close();
  };
});

afterAll(() => browser.close());

describe('a thread', () => {
  it('is a number of replies in the channel, and opens beside it', async () => {
    const page = await openPage(browser, slack.url);
    await type(page, 'hello @spendbot');
    await page.getByRole('button', { name: '1 reply' }).click();
    await page.locator('#replies').getByText('Heard: hello @spendbot').waitFor();
    expect(await page.locator('#messages article').count()).toBe(1);

    await page.locator('#reply textarea').fill('and @spendbot again');
    await page.keyboard.press('Enter');
    await page.locator('#replies').getByText('Heard: and @spendbot again').waitFor();
    await page.getByRole('button', { name: '3 replies' }).waitFor();

    await page.keyboard.press('Escape');
    expect(await page.locator('#thread').isVisible()).toBe(false);
    await page.close();
  });

  it('shows a reply in the channel too where the bot broadcasts it', async () => {
    const page = await openPage(browser, slack.url);
    const alert = await bot.client.chat.postMessage({ channel: 'C0GENERAL', text: 'Budget 50% reached' });
    const thread_ts = alert.ts ?? '';
    await bot.client.chat.postMessage({ channel: 'C0GENERAL', thread_ts, text: 'quietly' });
    await bot.client.chat.postMessage({ channel: 'C0GENERAL', thread_ts, reply_broadcast: true, text: 'Budget 80% reached' });
    await page.locator('#messages').getByText('Budget 80% reached').waitFor();
    expect(await page.locator('#messages').getByText('quietly').count()).toBe(0);
    const broadcast = page.locator('#messages article').last();
    expect(await broadcast.textContent()).toContain('replied to a thread: Budget 50% reached');
    await broadcast.getByRole('button', { name: 'Budget 50% reached' }).click();
    await page.locator('#replies').getByText('quietly').waitFor();
    expect(await page.locator('#replies article').count()).toBe(3);
    await page.close();
  });

  it('takes no commands, as in Slack', async () => {
    const page = await openPage(browser, slack.url);
    await type(page, 'hello @spendbot');
    await page.getByRole('button', { name: '1 reply' }).click();
    await page.locator('#reply textarea').fill('/spend');
    await page.keyboard.press('Enter');
    await page.locator('#replies').getByText('/spend is not supported in threads').waitFor();
    await page.close();
  });
});

it('answers a direct message', async () => {
  const page = await openPage(browser, slack.url);
  await goTo(page, 'spendbot');
  await type(page, 'by model');
  await page.getByText('You wrote: by model').waitFor();
  await page.close();
});

describe('the Home tab', () => {
  const openHome = async (page: Page) => {
    await goTo(page, 'spendbot');
    await page.getByRole('tab', { name: 'Home' }).click();
    await page.getByText('1 of 2 reached 80%').waitFor();
  };

  it('is published when it is opened, changes in place, and its buttons open forms', async () => {
    const page = await openPage(browser, slack.url);
    await openHome(page);
    await bot.client.views.publish({ user_id: 'U0YOU', view: homeView('Budgets: all is well') });
    await page.getByText('Budgets: all is well').waitFor();
    await page.locator('#home').getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('dialog').getByText('A budget').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Tab');
    await page.getByRole('tab', { name: 'Home' }).press('ArrowRight');
    expect(await page.locator('#messages').isVisible()).toBe(true);
    await page.close();
  });

  it.each(looks)('is readable in $colorScheme at $width pixels, as is a thread', async wanted => {
    const page = await openPage(browser, slack.url, wanted);
    await type(page, 'hello @spendbot');
    await page.getByRole('button', { name: '1 reply' }).click();
    await page.locator('#replies').getByText('Heard:').waitFor();
    await look(page, 'thread');
    await page.getByRole('button', { name: 'Close the thread' }).click();
    await openHome(page);
    await look(page, 'home');
    await page.close();
  });
});
