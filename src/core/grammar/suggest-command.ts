import { nearestOf } from './edit-distance.ts';

/** What a text can begin with that is no question. */
const commands = ['help', 'status', 'check', 'forecast', 'why', 'prices', 'budget', 'alerts', 'digest', 'settings'];

/**
 * `text` with its first word spelled as the command that it nearly is: `forcast this year` as `forecast this year`. Where it is spelled
 * so already, what follows is not understood: the command alone. Null where it is none.
 */
export function commandMeant(text: string): string | null {
  const [, first = '', rest = ''] = /^\s*([a-z]{4,12})(\s[\s\S]*)?$/i.exec(text) ?? [];
  if (first === '') return null;
  const command = nearestOf(
    first.toLowerCase(),
    commands.map(name => [name, name] as const),
    Math.max(1, Math.floor(first.length / 4)),
  );
  if (command === null || command === first.toLowerCase()) return command;
  return `${command}${rest}`.trim();
}
