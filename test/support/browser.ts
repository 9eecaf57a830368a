import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import { browserProgram } from './browser-program.ts';

/** In a single process the browser ends with its first closed page; without web security it is not what people use. */
const unwanted = ['--single-process', '--disable-web-security', '--allow-running-insecure-content', ...imitatedGraphics()];

/** A real browser from npm alone. It has no sandbox (containers have none) and makes no network requests of its own. */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: browserProgram(),
    args: [...chromium.args.filter(flag => !unwanted.includes(flag)), '--no-sandbox', '--disable-background-networking', '--disable-gpu'],
    headless: true,
  });
}

/** A graphics card imitated in software takes ten times as long to draw a page and to read a color back. */
function imitatedGraphics(): string[] {
  return ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--in-process-gpu'];
}
