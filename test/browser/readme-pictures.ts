import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { createLogger } from '#log.ts';
import { startFilledStage } from '../../demo/filled-stage.ts';
import { launchBrowser } from '../support/browser.ts';
import { answerScene, everyQuestion, homeScene, modalScenes, postScene, type Scene } from './pictures/scenes.ts';
import { terminalPicture } from './pictures/terminal.ts';
import { looks } from './support/page.ts';

// `npm run pictures` draws the pictures of the README anew. `npm run pictures -- FOLDER` draws every kind of message in both themes, on a
// wide page and on a phone's, to look at. The day is always the same, so that only what spendbot draws can change.
const startedAt = performance.now();
const clock = () => new Date(Date.parse('2026-11-24T15:53:00Z') + performance.now() - startedAt);
const [folderOfAll] = process.argv.slice(2);

const stage = await startFilledStage({ clock, logger: createLogger('warn') });
const browser = await launchBrowser();
try {
  await (folderOfAll === undefined ? drawReadme(fileURLToPath(new URL('../../docs/images/', import.meta.url))) : drawAll(folderOfAll));
} finally {
  await browser.close();
  await stage.stop();
}

async function drawReadme(folder: string): Promise<void> {
  const posts = [digestScene(), spikeScene()];
  const answers = await Promise.all(['why last week', 'forecast', 'by model last 30d'].map(question => answerScene(stage, question)));
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await opened({ colorScheme, width: 980, scale: 2 });
    for (const scene of [...posts, ...answers, homeScene]) await draw(page, scene, join(folder, `${scene.name}-${colorScheme}.png`));
    await page.close();
  }
  const phone = await opened({ colorScheme: 'light', width: 380, scale: 2 });
  for (const scene of posts) await draw(phone, scene, join(folder, `${scene.name}-phone.png`));
  await phone.close();
  await drawTerminal(folder);
}

async function drawAll(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const scenes = [digestScene(), spikeScene()];
  for (const question of everyQuestion) scenes.push(await answerScene(stage, question));
  for (const { colorScheme, width } of looks) {
    const page = await opened({ colorScheme, width, scale: 1 });
    for (const scene of [...scenes, homeScene, ...modalScenes])
      await draw(page, scene, join(folder, `${scene.name}-${colorScheme}-${width}.png`));
    await page.close();
  }
  await drawTerminal(folder);
}

function digestScene(): Scene {
  return postScene(stage, 'digest', 'ml-costs', ({ metadata }) => JSON.stringify(metadata).includes('"digest:'));
}

function spikeScene(): Scene {
  return postScene(stage, 'alert', 'ml-costs', ({ blocks }) => JSON.stringify(blocks).includes('"incident:'));
}

/** The page, high enough for all of a message. */
async function opened({ colorScheme, width, scale }: { colorScheme: 'light' | 'dark'; width: number; scale: number }): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 2800 }, deviceScaleFactor: scale, colorScheme, timezoneId: 'UTC' });
  await page.goto(stage.slack.url);
  await page.locator('#messages article').first().waitFor();
  return page;
}

async function draw(page: Page, scene: Scene, path: string): Promise<void> {
  const shown = await scene.show(page);
  await allLoaded(page, shown);
  await writeFile(path, await shown.screenshot({ animations: 'disabled' }));
  await closeModals(page);
}

async function closeModals(page: Page): Promise<void> {
  const modal = page.locator('#modal form');
  while ((await modal.count()) > 0) {
    const title = await modal.getAttribute('aria-label');
    await modal.getByRole('button', { name: 'Close', exact: true }).first().click();
    await page.locator(`#modal form[aria-label="${title}"]`).waitFor({ state: 'detached' });
  }
}

/** Fonts and pictures come after the words. */
async function allLoaded(page: Page, shown: Locator): Promise<void> {
  await page.evaluate('document.fonts.ready');
  for (const picture of await shown.locator('img').all())
    await picture.evaluate('image => image.complete || new Promise(done => image.addEventListener("load", done))');
}

async function drawTerminal(folder: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, deviceScaleFactor: 2 });
  await writeFile(join(folder, 'terminal.png'), await terminalPicture(page, stage, 'by model last 30d'));
  await page.close();
}
