import { CommanderError } from 'commander';
import { type ExitCode, exitCodes, wordsFor } from '#app/exit.ts';
import type { CommandIo } from './command-io.ts';
import { Output } from './output.ts';
import { createProgram } from './program.ts';

/**
 * Runs `spendbot` with the words of `argv` and resolves with its exit code: 0 done, 1 failed or wrongly configured, 2 wrong usage. What went
 * wrong is said on `io.stderr`, in words. The process's own streams, environment and exit code are left alone.
 */
export async function run(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  const { stdin, clock } = io;
  const out = new Output(io.stdout, 'Standard output');
  const err = new Output(io.stderr, 'Standard error');
  try {
    const code = await runProgram(argv, { stdin, clock, environment: () => io.environment(), out, err });
    // Help, and what libraries write, is not waited for where it is written.
    await out.print('');
    await err.print('');
    return code;
  } catch (error) {
    const words = await wordsFor(error);
    // Where standard error is closed too, only the exit code can tell.
    return err.print(`${words}\n`).then(
      () => exitCodes.failed,
      () => exitCodes.failed,
    );
  }
}

async function runProgram(argv: readonly string[], command: Parameters<typeof createProgram>[0]): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  const program = createProgram(command, result => {
    code = result;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
}
