import type { ActionsBlock, PlainTextOption } from '@slack/types';
import { button, maxValueLength } from '#show/blocks/buttons.ts';
import { type Message, picturePart, type UploadedPicture, words } from '#show/blocks/message.ts';
import { channelLink, context, inMrkdwn, mrkdwnSection, personLink, section } from '#show/blocks/text-blocks.ts';
import { mrkdwnName } from '#show/escape.ts';
import { shorten } from '#show/shorten.ts';
import { listMessage, stateButtons } from '../setup/blocks.ts';
import { alertHeadline, alertMark } from './alert-headline.ts';
import { alertLines, alertNote, budgetBar } from './alert-lines.ts';
import { alertReplyWords, alertStateSuffix, closedLine } from './alert-state.ts';
import type { AlertsView, AlertView } from './view.ts';
import { alertHowTo, alertRuleLine, alertsDoneWords, forecastLine, noAlerts } from './words.ts';

/**
 * An alert: a mark, what and how much, and who is on it; what it is heading for and why; a spike's picture; a budget's bar; the buttons
 * that apply. A closed one is struck through, with why it is closed and what it came to. A reply says what changed.
 */
export function alertMessage(view: AlertView, picture: UploadedPicture | null = null): Message {
  if (view.part === 'reply') {
    const line = shorten(alertReplyWords(view), maxTextLength);
    return { text: inMrkdwn([line]), parts: [words(section(line))] };
  }
  const isOver = view.state === 'resolved';
  const lines = (isOver ? [closedLine(view)] : alertLines(view)).map(line => shorten(line, 800));
  const bar = isOver ? null : budgetBar(view);
  const buttons = alertButtons(view, 'incident');
  return {
    text: inMrkdwn([`${alertMark(view)} ${isOver ? 'Closed: ' : ''}${alertHeadline(view)}`, ...lines].map(line => shorten(line, 600))),
    parts: [
      words(mrkdwnSection([firstLine(view)])),
      ...(lines.length === 0 ? [] : [words(section(lines.join('\n')))]),
      ...(picture === null ? [] : [picturePart(picture)]),
      ...(bar === null ? [] : [words(section(bar))]),
      words(context([alertNote(view)])),
      ...(buttons === null ? [] : [words(buttons)]),
    ],
  };
}

const maxTextLength = 1500;

/** `🟡 *Search has used 80% of …* · @Ada is on it`; struck through when it is over. */
function firstLine(view: AlertView): string {
  const line = mrkdwnName(shorten(alertHeadline(view), 300));
  const marked = view.state === 'resolved' ? `~${line}~` : `*${line}*`;
  return `${alertMark(view)} ${marked}${alertStateSuffix(view, personLink)}`;
}

/** The buttons under an alert: `act` is what they are handled by, null for readers who may only ask on. Null where there is none. */
export function alertButtons(view: AlertView, act: 'incident' | 'home' | null): ActionsBlock | null {
  const { isSample, state, incidentId, endsOn, why, acknowledgedBy } = view;
  if (isSample) return null;
  const acts = act === null || state === 'resolved' ? [] : [act];
  const elements: ActionsBlock['elements'] = [
    ...(acknowledgedBy === null ? acts.map(by => button(`${by}:acknowledge`, 'Acknowledge', incidentId)) : []),
    ...acts.map(by => snoozeMenu(`${by}:snooze`, incidentId, endsOn !== null)),
    ...(why === null || why.length > maxValueLength ? [] : [button('ask:why', why.startsWith('why') ? 'Why?' : 'By project', why)]),
  ];
  return elements.length === 0 ? null : { type: 'actions', elements };
}

function snoozeMenu(actionId: string, incidentId: string, hasPeriod: boolean) {
  return {
    type: 'static_select' as const,
    action_id: actionId,
    placeholder: { type: 'plain_text' as const, text: 'Snooze', emoji: false },
    options: [
      option('for 1 hour', `hour:${incidentId}`),
      option('until tomorrow, 09:00 UTC', `tomorrow:${incidentId}`),
      ...(hasPeriod ? [option('until the period ends', `period:${incidentId}`)] : []),
    ],
  };
}

function option(text: string, value: string): PlainTextOption {
  return { text: { type: 'plain_text', text, emoji: false }, value };
}

/** Escaping makes a character up to five long; five lines still fit in a message's 4,000 characters. */
const longestScope = 120;
const longestOpen = 200;

/** `/spend alerts`: each alert, with buttons for readers who can change it. */
export function alertsMessage(view: AlertsView): Message {
  const { done, rules, mayChange, changes } = view;
  return listMessage({
    noun: 'alert',
    done: done === null ? null : alertsDoneWords(done),
    listed: rules.map(rule => {
      const { number, isPaused } = rule;
      const line = alertRuleLine({ ...rule, scope: mrkdwnName(shorten(rule.scope, longestScope)) }, channelLink);
      const state = { noun: 'alert', number, isPaused, gone: 'Nobody will be told by it any more.' } as const;
      const details = (rule.open ?? []).map(open => mrkdwnName(shorten(open, longestOpen)));
      return { lines: [line], details, buttons: mayChange ? stateButtons(state) : [] };
    }),
    none: noAlerts,
    below: [forecastLine(view)],
    mayChange,
    howTo: alertHowTo,
    changes,
  });
}
