import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { createLogger } from '#log.ts';
import { createMovableClock } from '../../demo/clock.ts';
import { startFilledStage } from '../../demo/filled-stage.ts';
import { launchBrowser } from '../support/browser.ts';
import { laterChapters } from './pictures/later-scenes.ts';
import {
  answerScene,
  closeModals,
  everyQuestion,
  homeScene,
  homeTopScene,
  modalScenes,
  otherPostScenes,
  postScene,
  type Scene,
} from './pictures/scenes.ts';
import { smallPng } from './pictures/small-png.ts';
import { terminalPicture } from './pictures/terminal.ts';
import { looks } from './support/page.ts';

// `npm run pictures` redraws the README's pictures. `npm run pictures -- FOLDER` draws every kind of message in both themes, at desktop and
// phone width, for review. The date is fixed, so a picture only changes when spendbot does.
const startedAt = performance.now();
const clock = createMovableClock(() => new Date(Date.parse('2026-11-24T15:53:00Z') + performance.now() - startedAt));
const [folderOfAll] = process.argv.slice(2);

const stage = await startFilledStage({ clock: clock.now, logger: createLogger('error') });
const browser = await launchBrowser();
try {
  await (folderOfAll === undefined ? drawReadme(fileURLToPath(new URL('../../docs/images/', import.meta.url))) : drawAll(folderOfAll));
} finally {
  await browser.close();
  await stage.stop();
}

async function drawReadme(folder: string): Promise<void> {
  const firstScreen = await opened({ colorScheme: 'light', width: 1280, height: 900, scale: 1.5 });
  await save(join(folder, 'demo.png'), await firstScreen.screenshot());
  await firstScreen.close();
  const posts = [digestScene(), spikeScene()];
  const answers = [await answerScene(stage, 'why last week', 'why'), await answerScene(stage, 'forecast', 'forecast')];
  const table = await answerScene(stage, 'by model last 30d', 'by-model');
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await opened({ colorScheme, width: 980, scale: 2 });
    for (const scene of [...posts, ...answers, homeTopScene]) await draw(page, scene, join(folder, `${scene.name}-${colorScheme}.png`));
    await page.close();
    const wide = await opened({ colorScheme, width: 1180, scale: 2 });
    await draw(wide, table, join(folder, `${table.name}-${colorScheme}.png`));
    await wide.close();
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
  scenes.push(...(await otherPostScenes(stage)));
  await drawInEveryLook([...scenes, homeScene, ...modalScenes], folder);
  await drawTerminal(folder);
  for (const chapter of laterChapters(stage, clock)) await drawInEveryLook(await chapter(), folder);
}

async function drawInEveryLook(scenes: readonly Scene[], folder: string): Promise<void> {
  for (const { colorScheme, width } of looks) {
    const page = await opened({ colorScheme, width, scale: 1 });
    for (const scene of scenes) await draw(page, scene, join(folder, `${scene.name}-${colorScheme}-${width}.png`));
    await page.close();
  }
}

function digestScene(): Scene {
  return postScene(stage, 'digest', 'ml-costs', ({ metadata }) => JSON.stringify(metadata).includes('"digest:'));
}

function spikeScene(): Scene {
  const isSpike = ({ blocks }: { blocks: unknown }) => /cost .* a usual /.test(JSON.stringify(blocks));
  return postScene(stage, 'alert', 'ml-costs', message => isSpike(message) && JSON.stringify(message.blocks).includes('"incident:'));
}

interface Window {
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
  /** High enough for all of a message, unless told. */
  readonly height?: number;
  readonly scale: number;
}

async function opened({ colorScheme, width, height = 6000, scale }: Window): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: scale, colorScheme, timezoneId: 'UTC' });
  await page.goto(stage.slack.url);
  await page.locator('#messages article').first().waitFor();
  await allLoaded(page);
  return page;
}

async function draw(page: Page, scene: Scene, path: string): Promise<void> {
  const shown = await scene.show(page);
  await allLoaded(page);
  // Nothing that shows only under the pointer.
  await page.mouse.move(0, 0);
  await save(path, await shown.screenshot({ animations: 'disabled' }));
  await closeModals(page);
}

/** Fonts and pictures come after the words. */
async function allLoaded(page: Page): Promise<void> {
  await page.evaluate('document.fonts.ready');
  await page.evaluate('Promise.all([...document.images].map(image => image.decode()))');
}

async function drawTerminal(folder: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, deviceScaleFactor: 2 });
  await save(join(folder, 'terminal.png'), await terminalPicture(page, stage, 'by model last 30d'));
  await page.close();
}

async function save(path: string, png: Uint8Array): Promise<void> {
  await writeFile(path, folderOfAll === undefined ? await smallPng(png) : png);
}
