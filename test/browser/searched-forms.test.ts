import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTeamBot, type TeamBot } from '../bot/team-bot.ts';
import { launchBrowser } from '../support/browser.ts';
import { goTo, look, looks, openPage, type } from './support/page.ts';

let bot: TeamBot;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  bot = await startTeamBot();
  bot.slack.workspace.invite('ml-costs');
});
afterAll(async () => {
  await bot.close();
  await browser.close();
});

describe('the forms of spendbot', () => {
  it('are filled with a project and a time zone that are found as one types, for the channel that one is in', async () => {
    const page = await openPage(browser, bot.slack.url);
    await goTo(page, 'ml-costs');
    await type(page, '/spend settings');
    await page.getByRole('button', { name: 'New digest' }).click();
    const form = page.getByRole('dialog');
    expect(await form.getByLabel('Channel').inputValue()).toBe('C0MLCOSTS');
    expect(await form.getByLabel('Time zone').inputValue()).toBe('UTC (UTC+0)');
    await form.getByLabel('Time zone').fill('new york');
    await form.getByText('America/New_York (UTC−5)').click();
    await form.getByLabel('Only for').fill('SEAR');
    await form.getByText('Project Search', { exact: true }).click();
    expect(await form.getByLabel('Only for').inputValue()).toBe('Project Search');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('Daily at 09:00 America/New_York for project "Search"').first().waitFor();

    await form.getByRole('button', { name: 'Close' }).last().click();
    await expect.poll(() => form.count()).toBe(0);
    await type(page, '/spend digest');
    await page.getByRole('button', { name: 'Change' }).last().click();
    expect(await form.getByLabel('Time zone').inputValue()).toBe('America/New_York (UTC−5)');
    expect(await form.getByLabel('Only for').inputValue()).toBe('project "Search" (as now)');
    await form.getByLabel('At', { exact: true }).fill('18:30');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('Daily at 18:30 America/New_York for project "Search"').first().waitFor();
    await form.getByRole('button', { name: 'Close' }).last().click();
    await page.close();
  });

  it.each(looks)('are readable in $colorScheme at $width pixels while one searches', async wanted => {
    const page = await openPage(browser, bot.slack.url, wanted);
    await type(page, '/spend settings');
    await page.getByRole('button', { name: 'New budget' }).last().click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Only for').click();
    await form.getByText('Project Search', { exact: true }).hover();
    await look(page, 'budget-form-searched');
    await form.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => form.count()).toBe(0);
    await page.close();
  });
});
