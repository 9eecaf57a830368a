import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '#app/clock.ts';
import { startFilledStage } from '../../demo/filled-stage.ts';
import type { Stage } from '../../demo/stage.ts';
import { goTo, look, looks, openPage, type } from '../browser/support/page.ts';
import { launchBrowser } from '../support/browser.ts';
import { silentLogger } from '../support/silent-logger.ts';

let stage: Stage;
let browser: Browser;

beforeAll(async () => {
  [stage, browser] = await Promise.all([startFilledStage({ clock: systemClock, logger: silentLogger }), launchBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await stage.stop();
});

const asked = [
  ...['', 'last 7d', 'by project this month', 'by model, project last 7d', 'tokens last 30d', 'by modle', 'check', 'prices', 'help'],
  ...['why last week', 'forecast', 'budget', 'alerts', 'digest', 'digest preview weekly', 'settings', 'status', 'me last month'],
];

// So high that all of a message is in sight, and looked at.
it.each(looks)('draws every kind of answer readably in $colorScheme at $width pixels', async wanted => {
  const page = await openPage(browser, stage.slack.url, { ...wanted, height: 2_400 });
  await goTo(page, 'leads');
  const answer = page.locator('article.ephemeral');
  for (const words of asked) {
    await type(page, `/spend ${words}`);
    await answer.first().waitFor();
    expect(await page.locator('.undrawn').count()).toBe(0);
    await look(page, `answer ${words || 'overview'}`.replaceAll(/[^a-z0-9]+/g, '-'));
    await answer.first().getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => answer.count()).toBe(0);
  }
  await page.close();
});

it.each(looks)('draws a digest, an alert and the Home tab readably in $colorScheme at $width pixels', async wanted => {
  const page = await openPage(browser, stage.slack.url, { ...wanted, height: 2_400 });
  await goTo(page, 'ml-costs');
  await page.locator('article', { hasText: 'Daily digest' }).locator('img').first().waitFor();
  await page.locator('article', { hasText: 'Spike on' }).first().waitFor();
  await look(page, 'digest-and-alert');
  await goTo(page, 'spendbot');
  await page.getByRole('tab', { name: 'Home' }).click();
  await page.locator('#home').getByText('Month to date').waitFor();
  expect(await page.locator('.undrawn').count()).toBe(0);
  await look(page, 'home-real');
  await page.close();
});
