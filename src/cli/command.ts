import type { Readable } from 'node:stream';
import type { Variables } from '#app/config.ts';
import { type ExitCode, exitCodes } from '#app/exit.ts';
import type { Clock } from '#core/time/day.ts';
import type { Output, OutputStream } from './output.ts';

/** What a command reads from and writes to. */
export interface CommandIo {
  readonly stdin: Readable;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** The settings. Called only by a command that needs them. */
  environment(): Promise<Variables>;
  readonly clock: Clock;
}

/** What a command works with: its input, its two outputs, its settings and the time. */
export interface Command extends Pick<CommandIo, 'stdin' | 'environment' | 'clock'> {
  readonly out: Output;
  readonly err: Output;
}

/** Prints what is wrong with how a command was called, as for an unknown option. */
export async function wrongUsage({ err }: Pick<Command, 'err'>, problem: string): Promise<ExitCode> {
  await err.print(`error: ${problem}\n`);
  return exitCodes.usage;
}
