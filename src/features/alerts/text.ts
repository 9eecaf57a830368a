import { capitalized } from '#show/phrases.ts';
import { drawTable } from '#show/terminal/draw-table.ts';
import type { Terminal } from '#show/terminal/terminal.ts';
import { smallPrint, styled, type TextLine } from '#show/terminal/text-line.ts';
import { changesText } from '../setup/changes-text.ts';
import type { AlertsView } from './view.ts';
import { alertsDoneWords, forecastWords, noAlerts, ruleWords } from './words.ts';

const howTo = "spendbot alerts 'spike over $20 in #channel', or day over $100, silent 6h, unpriced, new model on, new key on";

/** What is watched for on a terminal, a row each, and how many alerts of it are open. */
export function alertsText(view: AlertsView, terminal: Terminal): TextLine[] {
  const columns = [
    { title: 'Alert', align: 'right', role: 'dim' },
    { title: 'About', align: 'left', isWrapped: true },
    { title: 'Channel', align: 'left', isFixed: true },
    { title: 'Open', align: 'right' },
  ] as const;
  const rows = view.rules.map(rule => [
    String(rule.number),
    capitalized(ruleWords(rule)),
    rule.channelId,
    rule.isPaused ? styled('warn', 'paused') : rule.openCount === 0 ? styled('good', 'none') : styled('bad', String(rule.openCount)),
  ]);
  const { isForecastOn } = view;
  return [
    ...(view.done === null ? [] : [[styled('good', alertsDoneWords(view.done))], '']),
    ...(rows.length === 0 ? [noAlerts, ...smallPrint(`  ${howTo}`)] : [...drawTable({ columns, rows }, terminal), '']),
    ...smallPrint(
      `  ${forecastWords(isForecastOn)} (turn ${isForecastOn ? 'off' : 'on'}: spendbot alerts forecast ${isForecastOn ? 'off' : 'on'})`,
    ),
    ...changesText(view.changes, terminal),
  ];
}
