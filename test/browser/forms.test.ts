import type { App } from '@slack/bolt';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SlackStandIn, startSlackStandIn } from '../../demo/slack/stand-in.ts';
import { launchBrowser } from '../support/browser.ts';
import { goTo, look, looks, openPage, type } from './support/page.ts';
import { startShowBot } from './support/show-bot.ts';

let slack: SlackStandIn;
let bot: App;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

beforeEach(async () => {
  slack = await startSlackStandIn({
    shortcuts: [
      { name: 'Ask about spend', type: 'global', callbackId: 'ask_about_spend' },
      { name: 'Ask about spend', type: 'message', callbackId: 'ask_about_spend' },
    ],
  });
  bot = await startShowBot(slack);
  return async () => {
    await bot.stop();
    await slack.close();
  };
});

afterAll(() => browser.close());

async function openForm(page: Page): Promise<void> {
  await type(page, '/spend form');
  await page.getByRole('dialog').getByText('A budget').waitFor();
}

describe('a form', () => {
  it('says beside the field what is wrong, the page itself first and then the bot, and keeps what was filled in', async () => {
    const page = await openPage(browser, slack.url);
    await openForm(page);
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('Please complete this required field.').waitFor();
    expect(await page.evaluate('document.activeElement.dataset.block')).toBe('amount');

    await form.getByLabel('Amount in USD').fill('13');
    await form.getByLabel('Amount in USD').press('Enter');
    await form.getByText('Not thirteen, please').waitFor();
    expect(await form.getByLabel('Amount in USD').inputValue()).toBe('13');
    await page.close();
  });

  it('hands every field to the bot as Slack does', async () => {
    const page = await openPage(browser, slack.url);
    await openForm(page);
    const form = page.getByRole('dialog');
    await form.getByLabel('Amount in USD').fill('500.50');
    await form.getByLabel('Period').selectOption('week');
    await form.getByLabel('50%').check();
    await form.getByLabel('Channel').selectOption('#ml-costs');
    await form.getByLabel('Bob Tanaka').check();
    await form.getByLabel('Time').fill('08:30');
    await form.getByLabel('one project').check();
    const project = form.getByLabel('Project', { exact: true });
    await project.fill('ARCH');
    await form.getByRole('option', { name: 'Research' }).click();
    expect(await project.inputValue()).toBe('Research');
    await form.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => form.count()).toBe(0);
    await expect.poll(() => slack.workspace.messages('D0YOU').length).toBe(1);
    const [, json = ''] = /^Saved (.*)$/.exec(slack.workspace.messages('D0YOU')[0]?.text ?? '') ?? [];
    const values = JSON.parse(json);
    expect(values.amount.value).toEqual({ type: 'number_input', value: '500.50' });
    expect(values.period.value.selected_option.value).toBe('week');
    expect(values.thresholds.value.selected_options.map(({ value }: { value: string }) => value)).toEqual(['50', '80', '100']);
    expect(values.channel.value).toEqual({ type: 'conversations_select', selected_conversation: 'C0MLCOSTS' });
    expect(values.people.value).toEqual({ type: 'multi_users_select', selected_users: ['U0BOB'] });
    expect(values.time.value).toEqual({ type: 'timepicker', selected_time: '08:30' });
    expect(values.scope.value.selected_option.value).toBe('one project');
    expect(values.project.value).toEqual({
      type: 'external_select',
      selected_option: { text: { type: 'plain_text', text: 'Research' }, value: 'proj_1' },
    });
    expect(values.note.value).toEqual({ type: 'plain_text_input', value: null });
    await page.close();
  });

  it('offers in a searched menu what the bot finds for what is typed, by mouse or keys, and keeps what was chosen', async () => {
    const page = await openPage(browser, slack.url);
    await openForm(page);
    const form = page.getByRole('dialog');
    const project = form.getByLabel('Project', { exact: true });
    expect(await project.inputValue()).toBe('Everything');
    await project.click();
    await form.getByRole('option', { name: '<!channel> & "x"' }).waitFor();
    expect(await form.locator('.searched [role="option"]').allTextContents()).toEqual(['Chat', 'Research', 'Support', '<!channel> & "x"']);
    await look(page, 'form-searched');
    await project.fill('SUPP');
    await expect.poll(() => form.locator('.searched [role="option"]').allTextContents()).toEqual(['Support']);
    await project.press('ArrowDown');
    await project.press('Enter');
    expect(await project.inputValue()).toBe('Support');
    await project.fill('nobody');
    await form.getByText('Nothing is called that').waitFor();
    await project.press('Escape');
    expect(await form.isVisible()).toBe(true);
    expect(await project.inputValue()).toBe('Support');
    // What was found earlier can still be chosen later: the form is sent with the whole option.
    await form.getByLabel('Amount in USD').fill('5');
    await form.getByLabel('Channel').selectOption('#ml-costs');
    await form.getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(() =>
        slack.workspace
          .messages('D0YOU')
          .map(({ text }) => text)
          .join(),
      )
      .toContain('"text":"Support"');
    await page.close();
  });

  it('opens from the shortcuts beside the composer and of a message, with the channel one is in, and closes with Escape', async () => {
    const page = await openPage(browser, slack.url);
    await goTo(page, 'ml-costs');
    await page.locator('#composer').getByLabel('Shortcuts').click();
    await page.locator('#composer').getByRole('menuitem', { name: 'Ask about spend' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await page.getByRole('dialog').getByLabel('Channel').inputValue()).toBe('C0MLCOSTS');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);

    await type(page, 'what does this cost?');
    await page.locator('article').hover();
    await page.locator('article').getByLabel('More message shortcuts').click();
    await page.locator('article').getByRole('menuitem', { name: 'Ask about spend' }).click();
    await page.getByRole('dialog').getByText('A budget').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.close();
  });

  it.each(looks)('is readable in $colorScheme at $width pixels, also with what is wrong', async wanted => {
    const page = await openPage(browser, slack.url, wanted);
    await openForm(page);
    await look(page, 'form');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Please complete this required field.').first().waitFor();
    await look(page, 'form-refused');
    await page.close();
  });
});

describe('menus and buttons of a message', () => {
  it('say which of two with one action id was chosen', async () => {
    const page = await openPage(browser, slack.url);
    await type(page, '/spend menus');
    await page.locator('summary[aria-label="More actions"]').last().click();
    await page.getByRole('menuitem', { name: 'Delete' }).last().click();
    await page.getByText('"block_id":"budget-all"').waitFor();
    expect(await page.locator('article').last().textContent()).toContain('"value":"delete:all"');
    await page.getByLabel('Snooze').first().selectOption('Until tomorrow');
    await page.getByText('"value":"1d"').waitFor();
    await page.getByLabel('Who').first().selectOption('Alice Moreau');
    await page.getByText('"selected_user":"U0ALICE"').waitFor();
    await page.close();
  });

  it('are confirmed first where the bot wants it', async () => {
    const page = await openPage(browser, slack.url);
    await type(page, '/spend menus');
    const del = page.locator('article').getByRole('button', { name: 'Delete' }).last();
    await del.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
    await del.click();
    await look(page, 'confirm');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('"action_id":"delete"').waitFor();
    expect(await page.locator('article').count()).toBe(2);
    await page.close();
  });
});
