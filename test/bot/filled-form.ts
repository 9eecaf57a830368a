import { expect } from 'vitest';
import type { JsonObject } from '../../demo/slack/json.ts';
import type { SlackStandIn } from '../../demo/slack/stand-in.ts';
import type { View } from '../../demo/slack/views.ts';
import { blockProblems } from '../support/block-kit.ts';

/** The form on top of what `user` has open; undefined while none is. */
export function topForm(slack: SlackStandIn, user: string): View | undefined {
  return slack.workspace.modalsOf(user).at(-1);
}

/** Waits for a form on the screen of `user`, which Slack must accept. */
export async function openedForm(slack: SlackStandIn, user: string): Promise<View> {
  await expect.poll(() => topForm(slack, user)).toBeDefined();
  const view = topForm(slack, user);
  if (view === undefined) throw new Error('no form is open');
  expect(blockProblems(view.blocks, 'modal')).toEqual([]);
  return view;
}

/** Opens a form from the settings of `olga`, who is an admin; anew, since Slack stacks at most three. */
export async function formOfSettings(slack: SlackStandIn, button: string): Promise<View> {
  const { workspace } = slack;
  for (const view of workspace.modalsOf('olga')) await workspace.close(view, true);
  const settings = await (await workspace.type('/spend settings', { user: 'olga' })).message();
  await workspace.press(settings, button, { user: 'olga' });
  return openedForm(slack, 'olga');
}

/** A field left empty is null. */
type Filled = Readonly<Record<string, string | null>>;

/** What was typed and picked into the inputs of `view`, as Slack sends it for the kinds of element that they are. */
export function filledIn(view: View, values: Filled): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => [id, { [id]: { type: elementType(view, id), ...stateOf(elementType(view, id), value) } }]),
  );
}

function elementType(view: View, blockId: string): string {
  const block = view.blocks.find(({ block_id }) => block_id === blockId);
  const type = /"element":\{"type":"(\w+)"/.exec(JSON.stringify(block))?.[1];
  if (type === undefined) throw new Error(`The form has no input ${blockId}`);
  return type;
}

function stateOf(type: string, value: string | null): JsonObject {
  switch (type) {
    case 'static_select':
    case 'external_select':
      return { selected_option: value === null ? null : { value } };
    case 'conversations_select':
      return { selected_conversation: value };
    case 'timepicker':
      return { selected_time: value };
    default:
      return { value };
  }
}
