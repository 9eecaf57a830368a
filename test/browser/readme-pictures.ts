import { writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { createLogger } from '#log.ts';
import { shownMessage } from '../../demo/conversation/shown-message.ts';
import { startFilledStage } from '../../demo/filled-stage.ts';
import type { Message } from '../../demo/slack/message.ts';
import type { Stage } from '../../demo/stage.ts';
import { launchBrowser } from '../support/browser.ts';

// Draws the pictures of the README anew: `npm run pictures`. The day is always the same, so that only what spendbot draws can change.
const startedAt = performance.now();
const clock = () => new Date(Date.parse('2026-11-24T15:53:00Z') + performance.now() - startedAt);
const folder = new URL('../../docs/images/', import.meta.url);

const stage = await startFilledStage({ clock, logger: createLogger('warn') });
const browser = await launchBrowser();
try {
  await writeFile(new URL('workspace.png', folder), await digestOnThePage(stage.slack.url));
  await writeFile(new URL('cost-over-time.png', folder), await chartOf(stage, 'by model last 30d'));
  await writeFile(new URL('requests-and-tokens.png', folder), await chartOf(stage, 'tokens last 30d'));
} finally {
  await browser.close();
  await stage.stop();
}

/** The page with the digest at its end. */
async function digestOnThePage(url: string): Promise<Uint8Array> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1160 }, colorScheme: 'light', timezoneId: 'UTC' });
  await page.goto(url);
  await page.locator('#channels button:text-is("ml-costs")').click();
  const digest = page.locator('article', { hasText: 'OpenAI spend ·' }).last();
  await digest.locator('img').first().waitFor();
  await digest.evaluate('article => article.scrollIntoView({ block: "end" })');
  return page.screenshot();
}

/** The picture of the answer to `question`, as it is shared in a channel. */
async function chartOf({ slack }: Stage, question: string): Promise<Uint8Array> {
  const { workspace } = slack;
  const answer = await (await workspace.type(`/spend ${question}`, { channel: 'C0MLCOSTS' })).message();
  const pictures = () => workspace.messages('ml-costs').flatMap(message => fileOf(message) ?? []);
  const before = pictures().length;
  await workspace.press(answer, 'Share in channel');
  for (;;) {
    const [file] = pictures().slice(before);
    if (file !== undefined) return new Uint8Array(await (await fetch(`${slack.url}/files/${file}/spend.png`)).arrayBuffer());
    await pause(200);
  }
}

function fileOf(message: Message): string | null {
  return shownMessage(message).picture?.fileId ?? null;
}
