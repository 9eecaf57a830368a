import { type ExitCode, exitCodes } from '#app/exit.ts';
import { terminalText } from '#features/text.ts';
import type { ProblemView } from '#show/plain-views.ts';
import type { Command } from './command.ts';
import { jsonText } from './json-text.ts';

/** Says what was not understood: people on standard error, programs as their answer. */
export async function printProblem({ out, err }: Command, view: ProblemView, isJson = false): Promise<ExitCode> {
  if (isJson) {
    const { problemJson } = await import('#features/answers/json.ts');
    await out.print(`${jsonText(problemJson(view))}\n`);
  } else await err.print(`${terminalText(view)}\n`);
  return exitCodes.usage;
}
