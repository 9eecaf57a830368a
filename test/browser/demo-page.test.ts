import type { App } from '@slack/bolt';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SlackStandIn, startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { untilProcessed, uploadTinyPng } from '../demo/slack/support/tiny-png.ts';
import { launchBrowser } from '../support/browser.ts';
import { goTo, look, looks, openPage, type } from './support/page.ts';
import { startShowBot } from './support/show-bot.ts';

let slack: SlackStandIn;
let bot: App;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

beforeEach(async () => {
  slack = await startSlackStandIn({
    commands: [{ command: '/spend', hint: 'last 7d · by model this month · help' }],
    shortcuts: [
      { name: 'Ask about spend', type: 'global', callbackId: 'ask_about_spend' },
      { name: 'Ask about spend', type: 'message', callbackId: 'ask_about_spend' },
    ],
  });
  bot = await startShowBot(slack);
  return async () => {
    await bot.stop();
    await slack.close();
  };
});

afterAll(() => browser.close());

it('lets one type a command, read the answer, press a button, and dismiss it', async () => {
  const page = await openPage(browser, slack.url);
  await page.locator('#composer textarea').fill('/sp');
  await page.getByRole('option', { name: '/spend last 7d' }).waitFor();
  await page.keyboard.press('Tab');
  await expect.poll(() => page.locator('#composer .hint').textContent()).toBe('/spend last 7d · by model this month · help');
  await page.keyboard.type('last 7d');
  await page.keyboard.press('Enter');

  const answer = page.locator('article.ephemeral');
  await answer.waitFor();
  expect(await answer.textContent()).toContain('Only visible to you');
  expect(await answer.locator('h3').first().textContent()).toBe('$412.18');
  expect(await answer.locator('svg[role=img]').getAttribute('aria-label')).toContain('Cost by model');
  expect(await answer.locator('table tr').count()).toBe(4);

  await answer.getByRole('button', { name: 'By project' }).click();
  await page.getByText('You asked by project').waitFor();
  expect(await page.locator('article').count()).toBe(1);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect.poll(() => page.locator('article').count()).toBe(0);
  await page.close();
});

it('shows new, changed and deleted messages without reloading, and unread channels in bold', async () => {
  const page = await openPage(browser, slack.url);
  const posted = await bot.client.chat.postMessage({ channel: 'C0GENERAL', text: 'A digest for *everyone*' });
  await page.getByText('A digest for everyone').waitFor();
  await bot.client.chat.update({ channel: 'C0GENERAL', ts: posted.ts ?? '', text: 'A corrected digest' });
  await page.getByText('A corrected digest').waitFor();
  expect(await page.locator('article').textContent()).toContain('(edited)');
  await bot.client.chat.delete({ channel: 'C0GENERAL', ts: posted.ts ?? '' });
  await expect.poll(() => page.locator('article').count()).toBe(0);

  await bot.client.chat.postMessage({ channel: 'C0MLCOSTS', text: 'over there' });
  await page.locator('#channels .unread').waitFor();
  expect(await page.locator('#channels .unread').textContent()).toBe('ml-costs');
  await goTo(page, 'ml-costs');
  await page.getByText('over there').waitFor();
  expect(await page.locator('#channels .unread').count()).toBe(0);
  await page.close();
});

it('shows a picture that was uploaded', async () => {
  const page = await openPage(browser, slack.url);
  const id = await uploadTinyPng(bot.client);
  await untilProcessed(bot.client, id);
  const blocks = [{ type: 'image' as const, slack_file: { id }, alt_text: 'Cost by day' }];
  await bot.client.chat.postMessage({ channel: 'C0GENERAL', text: 'The chart', blocks });
  await page.getByAltText('Cost by day').waitFor();
  await expect.poll(() => page.evaluate('document.querySelector("img[alt=\'Cost by day\']").naturalWidth')).toBe(1);
  await page.close();
});

it('says so when the bot does not answer', async () => {
  const page = await openPage(browser, slack.url);
  await type(page, '/weather');
  await page.getByText('/weather is not a valid command.').waitFor();
  await expect.poll(() => page.locator('#problem').textContent()).toBe('The bot did not answer (dispatch_failed).');
  await page.close();
});

it('shows a person what that person sees', async () => {
  await slack.workspace.type('/spend x', { user: 'alice', channel: 'random' });
  const page = await openPage(browser, slack.url);
  await goTo(page, 'random');
  await expect.poll(() => page.locator('#place-topic').textContent()).toContain('is not in this channel');
  expect(await page.locator('article').count()).toBe(0);
  await page.getByLabel('You are').selectOption('Alice Moreau');
  await page.locator('article.ephemeral').waitFor();
  await page.close();
});

it('invites the bot to a channel that it is not in', async () => {
  const page = await openPage(browser, slack.url);
  await goTo(page, 'random');
  await type(page, '@spendbot hello');
  await page.getByText('is not in this channel and has not seen this').waitFor();
  await type(page, '/invite @spendbot');
  await page.getByText('added spendbot to the channel').waitFor();
  await type(page, '@spendbot hello');
  await page.getByRole('button', { name: '1 reply' }).waitFor();
  await page.close();
});

it('can be used with the keyboard alone', async () => {
  const page = await openPage(browser, slack.url);
  await page.locator('#channels [aria-current]').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('#place-name').textContent()).toBe('#ml-costs');
  await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
  await page.keyboard.type('/spend menus');
  await page.keyboard.press('Enter');
  const more = page.locator('article summary').first();
  await more.waitFor();
  await more.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Delete');
  await page.keyboard.press('Escape');
  expect(await page.locator('details[open]').count()).toBe(0);
  expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
  await page.close();
});

describe.each(looks)('in $colorScheme at $width pixels', look1 => {
  it('an answer, its menus and the list of channels are readable', async () => {
    const page = await openPage(browser, slack.url, look1);
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe(look1.colorScheme);
    await type(page, '/spend last 7d');
    await page.locator('article.ephemeral svg[role=img]').last().waitFor();
    await look(page, 'answer');
    const colorOf = (part: string) => page.evaluate(`getComputedStyle(document.querySelector('.slack_blocks_to_jsx__${part} span')).color`);
    const [small, usual] = [await colorOf('context'), await colorOf('section')];
    // Small print is gray, and quieter than what is said above it.
    expect([small, usual]).toEqual(
      look1.colorScheme === 'dark' ? ['rgb(166, 167, 169)', 'rgb(209, 210, 211)'] : ['rgb(94, 93, 96)', 'rgb(29, 28, 29)'],
    );
    const names = await page.locator('svg[role=img] > text[y="268"]:visible').all();
    const boxes = await Promise.all(names.map(name => name.boundingBox()));
    const ends = boxes.map(box => ({ left: box?.x ?? 0, right: (box?.x ?? 0) + (box?.width ?? 0) }));
    // Names below a chart stand apart: as many as fit.
    expect(ends.length).toBeGreaterThan(3);
    expect(ends.every(({ left }, index) => left > (ends[index - 1]?.right ?? -1) + 3)).toBe(true);
    await type(page, '/spend menus');
    await page.locator('summary[aria-label="More actions"]').last().click();
    await look(page, 'menus');
    await page.keyboard.press('Escape');
    await page.locator('#composer textarea').fill('/');
    await page.locator('.suggestions [role=option]').first().waitFor();
    await look(page, 'typing');
    if (look1.width === 380) {
      await page.locator('#show-sidebar').click();
      await look(page, 'channels');
    }
    await page.close();
  });
});
