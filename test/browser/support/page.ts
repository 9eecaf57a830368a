import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';

const screenshots = 'test/browser/screenshots';
const readable = (await readFile(new URL('./readable.js', import.meta.url), 'utf8')).replaceAll('export function', 'function');

export interface Looks {
  readonly width?: number;
  /** 900 unless told. */
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** Windows that every surface must be readable in. */
export const looks = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 1280 },
  { colorScheme: 'light', width: 380 },
  { colorScheme: 'dark', width: 380 },
] as const;

/** The workspace page at `url`, once it shows a channel. An error in its scripts fails the test. */
export async function openPage(
  browser: Browser,
  url: string,
  { width = 1280, height = 900, colorScheme = 'light' }: Looks = {},
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, timezoneId: 'UTC' });
  page.on('pageerror', error => {
    throw error;
  });
  await page.goto(url);
  await page.getByText('Stand-in workspace: not Slack.').waitFor();
  await expect.poll(() => page.locator('#place-name').textContent()).toMatch(/^#/);
  return page;
}

/** Types into the channel that is open and sends it. */
export async function type(page: Page, text: string): Promise<void> {
  await page.locator('#composer textarea').fill(text);
  await page.locator('#composer textarea').press('Enter');
}

/** Opens a channel or the bot's conversation, in a narrow window through the button that hides the list. */
export async function goTo(page: Page, name: string): Promise<void> {
  if (await page.locator('#show-sidebar').isVisible()) await page.locator('#show-sidebar').click();
  await page.locator(`#channels button:text-is("${name}")`).click();
}

/** Keeps a picture of what is shown, and expects that a person can read all of it. */
export async function look(page: Page, name: string): Promise<void> {
  await mkdir(screenshots, { recursive: true });
  const { width } = page.viewportSize() ?? { width: 0 };
  const scheme = z.string().parse(await page.evaluate('document.documentElement.dataset.theme'));
  const path = join(screenshots, `${name}-${scheme}-${width}.png`);
  await page.screenshot({ path });
  expect((await stat(path)).size).toBeGreaterThan(8_000);
  expect(await page.evaluate(`(() => { ${readable}; return unreadable(); })()`)).toEqual([]);
}
