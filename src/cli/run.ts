import { CommanderError } from 'commander';
import { type ExitCode, exitCodes, wordsFor } from '#app/exit.ts';
import { styled, type TextLine } from '#show/terminal/text-line.ts';
import { WrongUsage } from './arguments.ts';
import type { CommandIo } from './command.ts';
import { Output } from './output.ts';
import { createProgram } from './program.ts';

/**
 * Runs `spendbot` with the words of `argv` and resolves with its exit code: 0 done, 1 failed or misconfigured, 2 wrong
 * usage. Prints errors on `io.stderr`. Leaves the process's own streams, environment and exit code alone.
 */
export async function run(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  const { stdin, clock } = io;
  const out = new Output(io.stdout, 'Standard output');
  const err = new Output(io.stderr, 'Standard error');
  let code: ExitCode = exitCodes.done;
  try {
    const program = createProgram({ stdin, clock, environment: () => io.environment(), out, err }, result => {
      code = result;
    });
    await program.parseAsync(argv, { from: 'user' }).catch(error => {
      if (!(error instanceof CommanderError)) throw error;
      code = error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
      return error.code === 'commander.help' || code === exitCodes.done ? undefined : err.printLines(errorLines(error.message));
    });
    // Waits for help and library output, which is written without waiting.
    await out.print('');
    await err.print('');
    return code;
  } catch (error) {
    const isUsage = error instanceof WrongUsage;
    const words = isUsage ? `error: ${error.message}` : await wordsFor(error);
    // If standard error is closed too, only the exit code can tell.
    await err.printLines(errorLines(words)).catch(() => undefined);
    return isUsage ? exitCodes.usage : exitCodes.failed;
  }
}

/** An error as lines for standard error: its `error:` stands out. */
function errorLines(words: string): TextLine[] {
  return words.split('\n').map(line => {
    const start = /^error:/.exec(line)?.[0] ?? '';
    return start === '' ? line : [styled('bad', start), styled(null, line.slice(start.length))];
  });
}
