import { withoutControls } from './escape.ts';

/** Lines for a terminal, ending without a line break. No name in them can move the cursor or hide text. */
export function terminalText(lines: readonly string[]): string {
  return lines.join('\n').split('\n').map(withoutControls).join('\n');
}
