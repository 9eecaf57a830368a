import { oneLine } from '#show/escape.ts';
import type { Terminal } from '#show/terminal/terminal.ts';
import { strongLine, styled, type TextLine } from '#show/terminal/text-line.ts';
import { changesText } from '../setup/changes-text.ts';
import type { SettingsView } from './view.ts';
import { settingsSections } from './words.ts';

/** Settings on a terminal, where ids stay ids. */
export function settingsText(view: SettingsView, terminal: Terminal): TextLine[] {
  const sections = settingsSections({ ...view, changes: [] }, { person: id => id, channel: id => id, words: text => text });
  return [
    ...(view.done === null ? [] : [[styled('good', oneLine(view.done))], '']),
    ...sections
      .slice(0, -1)
      .flatMap(({ title, lines }) => [strongLine(title), ...lines.map((line): TextLine => [styled(null, `  ${oneLine(line)}`)])]),
    ...changesText(view.changes, terminal),
  ];
}
