import type { ExitCode } from '#app/exit.ts';
import { askCommand } from './ask.ts';
import type { Command } from './command.ts';

/** `spendbot prices [MODEL]`, as `spendbot ask "prices MODEL"`. */
export function pricesCommand(command: Command, model: string | null, options: { json?: true }): Promise<ExitCode> {
  return askCommand(command, `prices ${model === null ? '' : `"${model}"`}`, options);
}
