import type { Message } from '../../../demo/slack/message.ts';
import type { SlackStandIn } from '../../../demo/slack/stand-in.ts';
import type { View } from '../../../demo/slack/views.ts';

/** For the stand-in Slack to offer. */
export const shortcuts = [
  { name: 'Ask', type: 'global', callbackId: 'ask_spend' },
  { name: 'Ask about it', type: 'message', callbackId: 'ask_spend_about_message' },
] as const;

/** What is there to press and to submit; an admin made it. */
export interface Things {
  /** An answer that everyone sees, by channel. */
  readonly shared: Readonly<Record<string, Message>>;
  /** An admin's own answer, with a button to share it, by channel. */
  readonly own: Readonly<Record<string, Message>>;
  /** An alert, by channel. */
  readonly alert: Readonly<Record<string, Message>>;
  /** An admin's settings, by channel. */
  readonly settings: Readonly<Record<string, Message>>;
  readonly home: View;
  readonly askForm: View;
  readonly budgetForm: View;
}

/** Who tries, where, and what they ask; some surfaces can only ask what their button says. */
export interface Attempt {
  readonly user: string;
  readonly channel: string;
  readonly text: string;
}

type Try = (slack: SlackStandIn, things: Things, attempt: Attempt) => Promise<unknown>;

const idOf = ({ workspace }: SlackStandIn, handle: string) => workspace.people.find(person => person.handle === handle)?.id ?? '';

const thing = (all: Readonly<Record<string, Message>>, channel: string): Message => {
  const found = all[channel];
  if (found === undefined) throw new Error(`Nothing was made in ${channel}`);
  return found;
};

/** Every way to reach spendbot. What comes back, if anything, are the errors of a form, or the options of a menu. */
export const surfaces: Readonly<Record<string, Try>> = {
  command: ({ workspace }, _, { user, channel, text }) => workspace.type(`/spend ${text}`, { user, channel }),
  mention: ({ workspace }, _, { user, channel, text }) => workspace.type(`@spendbot ${text}`, { user, channel }),
  direct: (slack, _, { user, text }) => slack.workspace.type(text, { user, channel: `D${idOf(slack, user).slice(1)}` }),
  button: ({ workspace }, { shared }, { user, channel }) => workspace.press(thing(shared, channel), 'ask:by-model', { user }),
  share: ({ workspace }, { own }, { user, channel }) => workspace.press(thing(own, channel), 'share', { user }),
  alert: ({ workspace }, { alert }, { user, channel }) => workspace.press(thing(alert, channel), 'incident:acknowledge', { user }),
  'open-form': ({ workspace }, { settings }, { user, channel }) => workspace.press(thing(settings, channel), 'form:budget', { user }),
  'ask-form': (slack, { askForm }, { user, text }) =>
    slack.workspace.submit({ ...askForm, user: idOf(slack, user) }, { question: { question: { type: 'plain_text_input', value: text } } }),
  'budget-form': (slack, { budgetForm }, { user }) => slack.workspace.submit({ ...budgetForm, user: idOf(slack, user) }, budget),
  menu: (slack, { budgetForm }, { user }) => slack.workspace.search({ ...budgetForm, user: idOf(slack, user) }, 'scope', ''),
  shortcut: ({ workspace }, _, { user }) => workspace.globalShortcut('ask_spend', user),
  'message-shortcut': ({ workspace }, { shared }, { user, channel }) =>
    workspace.messageShortcut(thing(shared, channel), 'ask_spend_about_message', user),
  home: ({ workspace }, _, { user }) => workspace.openHome(user),
  'home-button': (slack, { home }, { user }) => slack.workspace.pressInView({ ...home, user: idOf(slack, user) }, 'ask:by-model'),
};

const budget = {
  amount: { amount: { type: 'plain_text_input', value: '$7' } },
  period: { period: { type: 'static_select', selected_option: { value: 'month' } } },
  thresholds: { thresholds: { type: 'plain_text_input', value: '50' } },
  channel: { channel: { type: 'conversations_select', selected_conversation: 'C0GENERAL' } },
};
