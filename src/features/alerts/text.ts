import { oneLine } from '#show/escape.ts';
import { changeNotes } from '../setup/words.ts';
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

/** An alert as lines for a terminal. */
export function alertText(view: AlertView): string[] {
  if (view.part === 'reply') return [oneLine(alertReplyWords(view))];
  const state = alertStateWords(view, asItIs);
  return [alertHeadline(view), ...alertLines(view), ...(state === null ? [] : [state])].map(oneLine);
}

/** The alerts as lines for a terminal. */
export function alertsText(view: AlertsView): string[] {
  const rules = view.rules.map(rule => alertRuleLine(rule, asItIs));
  return [
    ...(view.done === null ? [] : [alertsDoneWords(view.done)]),
    ...(rules.length === 0 ? [noAlerts, alertHowTo] : rules),
    forecastLine(view),
    ...changeNotes(view.changes, asItIs),
  ].map(oneLine);
}

function asItIs(id: string): string {
  return id;
}
