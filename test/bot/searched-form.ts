import { expect } from 'vitest';
import type { Database } from '#data/database/open.ts';
import { saveNames } from '#data/ledger/stored-names.ts';
import { objectsIn } from '../../demo/slack/json.ts';
import type { Message } from '../../demo/slack/message.ts';
import type { SlackStandIn } from '../../demo/slack/stand-in.ts';
import type { View } from '../../demo/slack/views.ts';
import { openedForm } from './filled-form.ts';
import { smallTeam, teamNow } from './team-bot.ts';

/** A small team with more projects, which nobody has used yet. */
export function teamWith(names: readonly string[]) {
  return async (database: Database): Promise<void> => {
    await smallTeam(database);
    const projects = names.map((name, index) => ({ id: `proj_${index}`, name, email: null }));
    await saveNames(database, 'admin', { users: [], projects, keys: [] }, teamNow);
  };
}

/** What `/spend` says to `olga`, who is an admin. */
export async function saidTo({ workspace }: SlackStandIn, text: string, channel = 'general'): Promise<Message> {
  return (await workspace.type(`/spend ${text}`, { user: 'olga', channel })).message();
}

/** Opens a form by a button of what `/spend` says to `text`; anew, since Slack stacks at most three. */
export async function formBelow(slack: SlackStandIn, text: string, button: string, channel = 'general'): Promise<View> {
  const { workspace } = slack;
  for (const view of workspace.modalsOf('olga')) await workspace.close(view, true);
  await workspace.press(await saidTo(slack, text, channel), button, { user: 'olga' });
  return openedForm(slack, 'olga');
}

/** The texts of the options that a menu offers for `typed`. */
export async function offeredFor({ workspace }: SlackStandIn, form: View, typed: string, menu = 'scope'): Promise<string[]> {
  return (await workspace.search(form, menu, typed)).map(option => String(Object(option.text).text));
}

/** The value of the one option that `typed` finds. */
export async function foundBy({ workspace }: SlackStandIn, form: View, typed: string, menu = 'scope'): Promise<string> {
  const options = await workspace.search(form, menu, typed);
  expect(options.map(({ text }) => text)).toHaveLength(1);
  return String(options[0]?.value);
}

/** What the inputs of `form` hold as it opens, by field. */
export function heldBy(form: View): Readonly<Record<string, string>> {
  const fields = form.blocks.map(({ block_id, element }) => {
    const { initial_option, initial_value, initial_conversation, initial_time } = Object(element);
    const [chosen] = objectsIn([initial_option]).map(({ text }) => String(Object(text).text));
    return [String(block_id), chosen ?? String(initial_value ?? initial_conversation ?? initial_time)] as const;
  });
  return Object.fromEntries(fields);
}
