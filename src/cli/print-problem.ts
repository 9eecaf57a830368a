import { type ExitCode, exitCodes } from '#app/exit.ts';
import { type ProblemView, problemJson, problemText } from '#show/plain-views.ts';
import { terminalText } from '#show/terminal-text.ts';
import type { Command } from './command.ts';
import { jsonText } from './json-text.ts';

/** Prints a problem: as text on standard error, or as JSON on standard output. */
export async function printProblem({ out, err }: Command, view: ProblemView, isJson = false): Promise<ExitCode> {
  if (isJson) await out.print(`${jsonText(problemJson(view))}\n`);
  else await err.print(`${terminalText(problemText(view))}\n`);
  return exitCodes.usage;
}
