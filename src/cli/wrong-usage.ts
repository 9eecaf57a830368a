import { type ExitCode, exitCodes } from '#app/exit.ts';
import type { Command } from './command.ts';

/** Prints what is wrong with how a command was called, as for an unknown option. */
export async function wrongUsage({ err }: Pick<Command, 'err'>, problem: string): Promise<ExitCode> {
  await err.print(`error: ${problem}\n`);
  return exitCodes.usage;
}
