import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import type { Message } from '../../../demo/slack/message.ts';
import type { Stage } from '../../../demo/stage.ts';
import { goTo } from '../support/page.ts';

/** Something to draw: what is done on the page to see it, and the part of the page that shows it. */
export interface Scene {
  readonly name: string;
  show(page: Page): Promise<Locator>;
}

/** Asked for the whole set: every kind of answer. */
export const everyQuestion = [
  ...['', 'last 7d', 'by model last 30d', 'by project this month', 'by model, project last 7d', 'by day last 30d', 'by month last 90d'],
  ...['tokens by model last 30d', 'requests last 30d', 'yesterday', 'for gpt-4o last 30d by day', 'top 5 people last week'],
  ...['q4 vs last quarter', 'by modle', 'forecast', 'why last week', 'check', 'prices', 'prices gpt-4o', 'me last month', 'help'],
  ...['status', 'settings', 'budget', 'alerts', 'digest', 'digest preview daily', 'digest preview weekly', 'digest preview monthly'],
  ...['today', 'nov 13', 'by week last 8 weeks', 'by tier last 30d', 'by operation last 30d', 'by key last 7d', 'by project, day last 7d'],
  ...['for project Search this month', 'last week vs 9-15 nov', 'by model last 7d as csv', 'why yesterday', 'forecast this quarter'],
  ...['forecast for project Search', 'check by day', 'prices gpt-7-preview', '2020', 'next week', 'for support', 'for gpt', 'budget 500'],
  ...['alerts spike over lots', 'digest daily at 9:00 in #random'],
];

const homeButtons = ['By model', 'Why last week', 'Only mine', 'What can I ask?', 'Budgets', 'Alerts', 'Digests', 'Settings'];
const homeForms = ['What a channel shows', 'New budget', 'New alert', 'New digest'];

/** Asks `question` in #general, where its answer stays for `page`s that are opened later. */
export async function answerScene({ slack }: Stage, question: string, name = fileName(`answer-${question || 'overview'}`)): Promise<Scene> {
  const message = await (await slack.workspace.type(`/spend ${question}`, { channel: 'general' })).message();
  return messageScene(name, 'general', message);
}

/** The last message of a channel that `isIt` matches, with its picture. */
export function postScene({ slack }: Stage, name: string, channel: string, isIt: (message: Message) => boolean): Scene {
  const message = slack.workspace.messages(channel).findLast(isIt);
  if (message === undefined) throw new Error(`There is no ${name} in #${channel}`);
  return messageScene(name, channel, message);
}

/**
 * What spendbot posts besides the first digest and alert: the card of a channel that it is invited to, a shared answer, an alert that somebody
 * is on, and alerts of other kinds.
 */
export async function otherPostScenes({ slack, bot }: Stage): Promise<Scene[]> {
  const { workspace } = slack;
  const typed = async (text: string) => (await workspace.type(text, { channel: 'general' })).message();
  const posted = () =>
    ['general', 'ml-costs', 'random'].flatMap(name =>
      workspace
        .messages(name)
        .filter(isPost)
        .map(message => ({ name, message })),
    );
  const before = new Set(posted().map(({ message }) => message.ts));
  const budgetAlert = workspace.messages('ml-costs').find(({ text }) => text.includes('budget for'));
  if (budgetAlert !== undefined) await workspace.press(budgetAlert, 'Acknowledge');
  await workspace.addBot('random');
  for (const rule of otherRules) await typed(`/spend ${rule} in #general`);
  await typed('/spend alerts test');
  await bot.catchUp();
  await workspace.press(await typed('/spend by project last 30d'), 'Share in channel');
  await pause(8000);
  return posted()
    .filter(({ message }) => !before.has(message.ts) || message.ts === budgetAlert?.ts)
    .map(({ name, message }, index) => messageScene(`post-${index}-${name}`, name, message));
}

const otherRules = [
  'budget $300 per month for project Search',
  'budget $1300 per month for project "Support Assistant"',
  'alerts day over $150',
];

function isPost({ visibleTo, author }: Message): boolean {
  return visibleTo === null && author === 'U0SPENDBOT';
}

export const homeScene: Scene = { name: 'home', show: openHome };

/** Its first part: what a picture of the README has room for. */
export const homeTopScene: Scene = {
  name: 'home',
  show: async page => {
    const home = await openHome(page);
    await page.evaluate(`{
      const home = document.querySelector('#home .content');
      const blocks = [...home.children];
      for (const block of blocks.slice(blocks.findIndex(({ textContent }) => textContent.startsWith('Models, ')))) block.remove();
      home.style.padding = '20px';
    }`);
    return home;
  },
};

/** What each button of the Home tab opens. */
export const modalScenes: readonly Scene[] = [...homeButtons, ...homeForms].map(text => ({
  name: fileName(`modal-${text}`),
  show: async page => {
    const home = await openHome(page);
    await home.getByRole('button', { name: text, exact: true }).click();
    const modal = page.locator('#modal form');
    await modal.waitFor();
    return still(modal);
  },
}));

/** A message by itself. */
export function messageScene(name: string, channel: string, { ts }: Message): Scene {
  return {
    name,
    show: async page => {
      await goTo(page, channel);
      const article = page.locator(`#messages article[data-ts="${ts}"]`);
      await article.waitFor();
      return article;
    },
  };
}

async function openHome(page: Page): Promise<Locator> {
  await goTo(page, 'spendbot');
  await page.getByRole('tab', { name: 'Home' }).click();
  await page.locator('#home img').first().waitFor();
  return still(page.locator('#home .content'));
}

export async function closeModals(page: Page): Promise<void> {
  const modal = page.locator('#modal form');
  while ((await modal.count()) > 0) {
    const title = await modal.getAttribute('aria-label');
    await modal.getByRole('button', { name: 'Close', exact: true }).first().click();
    await page.locator(`#modal form[aria-label="${title}"]`).waitFor({ state: 'detached' });
  }
}

/** The drawing, once it no longer changes: the bot republishes Home whenever it is opened, and fills in a modal after opening it. */
async function still(drawn: Locator): Promise<Locator> {
  const html = await drawn.innerHTML();
  await pause(800);
  return (await drawn.innerHTML()) === html ? drawn : still(drawn);
}

function fileName(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}
