import type { ActionsBlock, PlainTextOption } from '@slack/types';
import { button, maxValueLength } from '#show/blocks/buttons.ts';
import { type Message, words } from '#show/blocks/message.ts';
import { channelLink, header, inMrkdwn, personLink, section } from '#show/blocks/text-blocks.ts';
import { mrkdwnName } from '#show/escape.ts';
import { shorten } from '#show/shorten.ts';
import { listMessage, mrkdwnNote, stateButtons } from '../setup/blocks.ts';
import type { AlertsView, AlertView } from './view.ts';
import {
  alertHeadline,
  alertHowTo,
  alertLines,
  alertReplyWords,
  alertRuleLine,
  alertStateWords,
  alertsDoneWords,
  forecastLine,
  noAlerts,
} from './words.ts';

/** An alert says what happened, since when, why, and its state, with the buttons that apply; a reply says in a line what changed. */
export function alertMessage(view: AlertView): Message {
  if (view.part === 'reply') {
    const line = shorten(alertReplyWords(view), maxTextLength);
    return { text: inMrkdwn([line]), parts: [words(section(line))] };
  }
  const headline = alertHeadline(view);
  const lines = alertLines(view);
  const state = alertStateWords(view, personLink);
  const buttons = alertButtons(view);
  return {
    text: inMrkdwn([headline, ...lines].map(line => shorten(line, 400))),
    parts: [
      words(header(headline)),
      words(section(headline.length > 150 ? [headline, ...lines].join('\n') : lines.join('\n'))),
      ...(state === null ? [] : [words(mrkdwnNote(state))]),
      ...(buttons === null ? [] : [words(buttons)]),
    ],
  };
}

const maxTextLength = 1500;

/** Null for a sample. A resolved alert keeps only `Ask why`. */
function alertButtons({ isSample, state, incidentId, endsOn, why }: AlertView): ActionsBlock | null {
  if (isSample) return null;
  const isOver = state === 'resolved';
  const elements: ActionsBlock['elements'] = [
    ...(isOver || state === 'acknowledged' ? [] : [button('incident:acknowledge', 'Acknowledge', incidentId)]),
    ...(isOver ? [] : [snoozeMenu(incidentId, endsOn !== null)]),
    ...(why === null || why.length > maxValueLength ? [] : [button('ask:why', 'Ask why', why)]),
  ];
  return elements.length === 0 ? null : { type: 'actions', elements };
}

function snoozeMenu(incidentId: string, hasPeriod: boolean) {
  return {
    type: 'static_select' as const,
    action_id: 'incident:snooze',
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

/** `/spend alerts`: each alert, with buttons for readers who can change it. */
export function alertsMessage(view: AlertsView): Message {
  const { done, rules, mayChange, changes } = view;
  return listMessage({
    title: 'Alerts',
    done: done === null ? null : alertsDoneWords(done),
    listed: rules.map(rule => {
      const { number, isPaused } = rule;
      const line = alertRuleLine({ ...rule, scope: mrkdwnName(shorten(rule.scope, longestScope)) }, channelLink);
      const state = { noun: 'alert', number, isPaused, gone: 'Nobody will be told by it any more.' } as const;
      return { lines: [line], buttons: mayChange ? stateButtons(state) : [] };
    }),
    none: noAlerts,
    below: [forecastLine(view)],
    mayChange,
    howTo: alertHowTo,
    changes,
  });
}
