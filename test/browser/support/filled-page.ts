import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { goTo, look, type } from './page.ts';

/** High enough to show all of a message, so that all of it is looked at. */
export const wholeMessage = { height: 2_400 };

/** Asks each question, and expects that a person can read all of the answer. */
export async function lookAtAnswers(page: Page, questions: readonly string[]): Promise<void> {
  await goTo(page, 'leads');
  const answer = page.locator('article.ephemeral');
  for (const words of questions) {
    await type(page, `/spend ${words}`);
    await answer.first().waitFor();
    expect(await page.locator('.undrawn').count()).toBe(0);
    await look(page, `answer ${words || 'overview'}`.replaceAll(/[^a-z0-9]+/g, '-'));
    await answer.first().getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => answer.count(), { interval: 20 }).toBe(0);
  }
}

/** The same of what spendbot posts by itself, the digest and the alert, and of its Home tab. */
export async function lookAtPosts(page: Page): Promise<void> {
  await goTo(page, 'ml-costs');
  await page.locator('article', { hasText: 'OpenAI spend ·' }).locator('img').first().waitFor();
  await page
    .locator('article', { hasText: /cost\s.* a usual / })
    .first()
    .waitFor();
  await look(page, 'digest-and-alert');
  await goTo(page, 'spendbot');
  await page.getByRole('tab', { name: 'Home' }).click();
  await page.locator('#home').getByText('Last 7 days').waitFor();
  expect(await page.locator('.undrawn').count()).toBe(0);
  await look(page, 'home-real');
}
