import { type ExitCode, exitCodes } from '#app/exit.ts';
import { type ProblemView, problemJson, problemText } from '#show/plain-views.ts';
import { terminalText } from '#show/terminal-text.ts';
import type { Command } from './command.ts';
import { jsonText } from './json-text.ts';

/** Says what was not understood: to people on standard error, to programs as their answer. */
export async function printProblem({ out, err }: Command, view: ProblemView, isJson = false): Promise<ExitCode> {
  if (isJson) await out.print(`${jsonText(problemJson(view))}\n`);
  else await err.print(`${terminalText(problemText(view))}\n`);
  return exitCodes.usage;
}
