import type { ActionsBlock, ContextBlock } from '@slack/types';
import { button } from '#show/blocks/buttons.ts';
import { type Message, type MessageBlock, words } from '#show/blocks/message.ts';
import {
  channelLink,
  context,
  header,
  inMrkdwn,
  mrkdwnLines,
  mrkdwnSection,
  personLink,
  section,
  withChannelLinks,
} from '#show/blocks/text-blocks.ts';
import { mrkdwnName } from '#show/escape.ts';
import { shorten } from '#show/shorten.ts';
import type { AlertsView, BudgetsView } from './view.ts';
import { alertHowTo, alertRuleLine, budgetHowTo, budgetLines, changeNotes, doneWords, forecastLine } from './words.ts';

/** Two blocks each, so that a message stays below Slack's 50. */
const mostListed = 20;
/** An escaped character takes up to five, so that five lines stay below the 4,000 of a message's text. */
const longestScope = 120;

/** `/spend budget`: each with its progress and, for those who may change them, buttons. */
export function budgetsMessage(view: BudgetsView): Message {
  const listed = view.budgets.slice(0, mostListed);
  const texts = listed.map(budget => budgetLines(budget, channelLink));
  const done = view.done === null ? [] : [doneWords(view.done, 'Budget')];
  const none = 'There is no budget yet.';
  return {
    text: inMrkdwn([
      ...done,
      ...texts.slice(0, 5).flatMap(({ title, progress }) => [title, progress]),
      ...(texts.length === 0 ? [none] : []),
    ]),
    parts: [
      header('Budgets'),
      ...done.map(section),
      ...listed.flatMap(({ number, isPaused }, index) => {
        const { title, progress, warns } = texts[index] ?? { title: '', progress: '', warns: '' };
        const block = mrkdwnSection([mrkdwnName(title), mrkdwnName(progress), warns]);
        return view.mayChange ? [block, stateButtons('budget', number, isPaused)] : [block];
      }),
      ...more(view.budgets.length - listed.length),
      ...(texts.length === 0 ? [section(none)] : []),
      ...footer(view, budgetHowTo),
    ].map(words),
  };
}

/** `/spend alerts`. */
export function alertsMessage(view: AlertsView): Message {
  const listed = view.rules.slice(0, mostListed);
  const lines = listed.map(ruleLine);
  const done = view.done === null ? [] : [doneWords(view.done, 'Alert')];
  const none = 'Nothing is watched yet besides budgets.';
  return {
    text: mrkdwnLines([...done, ...lines.slice(0, 5), ...(lines.length === 0 ? [none] : []), forecastLine(view)]),
    parts: [
      header('Alerts'),
      ...done.map(section),
      ...listed.flatMap((rule, index) => {
        const block = mrkdwnSection([lines[index] ?? '']);
        return view.mayChange ? [block, stateButtons('alerts', rule.number, rule.isPaused)] : [block];
      }),
      ...more(view.rules.length - listed.length),
      ...(lines.length === 0 ? [section(none)] : []),
      section(forecastLine(view)),
      ...footer(view, alertHowTo),
    ].map(words),
  };
}

/** The names in it escaped, the channel as a link. */
function ruleLine(rule: AlertsView['rules'][number]): string {
  return alertRuleLine({ ...rule, scope: mrkdwnName(shorten(rule.scope, longestScope)) }, channelLink);
}

/** Their values are commands, which are read and allowed anew when they are pressed. */
function stateButtons(command: 'budget' | 'alerts', number: number, isPaused: boolean): ActionsBlock {
  const verb = isPaused ? 'resume' : 'pause';
  const remove = button(`ask:remove-${number}`, 'Remove', `${command} remove ${number}`);
  const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });
  const thing = command === 'budget' ? 'budget' : 'alert';
  return {
    type: 'actions',
    elements: [
      button(`ask:${verb}-${number}`, isPaused ? 'Resume' : 'Pause', `${command} ${verb} ${number}`),
      {
        ...remove,
        confirm: {
          title: plain(`Remove ${thing} ${number}?`),
          text: plain('Nobody will be told by it any more.'),
          confirm: plain('Remove'),
          deny: plain('Keep'),
        },
      },
    ],
  };
}

function more(count: number): MessageBlock[] {
  return count > 0 ? [section(`… and ${count} more`)] : [];
}

function footer(view: BudgetsView | AlertsView, howTo: string): MessageBlock[] {
  if (!view.mayChange) return [context(['Admins set them up'])];
  const notes = changeNotes({ changes: view.changes.map(({ at, who, what }) => ({ at, who, what: withChannelLinks(what) })) }, personLink);
  const last: ContextBlock = {
    type: 'context',
    elements: [{ type: 'mrkdwn', text: shorten(['Last changes', ...notes].join('\n'), 2000) }],
  };
  return [context([howTo]), ...(notes.length === 0 ? [] : [last])];
}
