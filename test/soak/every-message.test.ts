import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { systemClock } from '#app/clock.ts';
import { startFilledStage } from '../../demo/filled-stage.ts';
import type { Stage } from '../../demo/stage.ts';
import { lookAtAnswers, lookAtPosts, wholeMessage } from '../browser/support/filled-page.ts';
import { looks, openPage } from '../browser/support/page.ts';
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

it.each(looks)(
  'draws every kind of answer, a digest, an alert and the Home tab readably in $colorScheme at $width pixels',
  async wanted => {
    const page = await openPage(browser, stage.slack.url, { ...wanted, ...wholeMessage });
    await lookAtAnswers(page, asked);
    await lookAtPosts(page);
    await page.close();
  },
);
