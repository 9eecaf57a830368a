import { vi } from 'vitest';
import type { Message } from '../../../demo/slack/message.ts';
import type { SlackStandIn } from '../../../demo/slack/stand-in.ts';
import type { Things } from './surfaces.ts';

/** Resolves with what `look` finds, as soon as it finds something. */
function found<T>(what: string, look: () => T | undefined): Promise<T> {
  return vi.waitFor(
    () => {
      const one = look();
      if (one === undefined) throw new Error(`There is no ${what}`);
      return one;
    },
    { timeout: 20_000, interval: 20 },
  );
}

/** Has olga, an admin, make what the others try to use, in #general and #shared. */
export async function makeThings({ workspace }: SlackStandIn): Promise<Things> {
  const inEach = async (make: (channel: string) => Promise<Message>) => ({ general: await make('general'), shared: await make('shared') });
  const typed = async (text: string, channel: string) => (await workspace.type(`/spend ${text}`, { user: 'olga', channel })).message();
  const publicIn = (channel: string, text: RegExp) =>
    found(`${text} in ${channel}`, () =>
      workspace.messages(channel).find(message => message.visibleTo === null && text.test(message.text)),
    );
  const own = await inEach(channel => typed('last 7d', channel));
  const shared = await inEach(async channel => {
    await workspace.press(await typed('last 7d', channel), 'share', { user: 'olga' });
    return publicIn(channel, / · \$42\.00/);
  });
  const settings = await inEach(channel => typed('settings', channel));
  const alert = await inEach(async channel => {
    await typed('budget $1 per month', channel);
    return publicIn(channel, /budget for /);
  });
  await workspace.openHome('olga');
  const home = await found('Home', () => workspace.homeOf('olga'));
  await workspace.globalShortcut('ask_spend', 'olga');
  const askForm = await found('form to ask', () => workspace.modalsOf('olga')[0]);
  await workspace.press(settings.general, 'form:budget', { user: 'olga' });
  const budgetForm = await found('form for budgets', () => workspace.modalsOf('olga')[1]);
  return { shared, own, alert, settings, home, askForm, budgetForm };
}
