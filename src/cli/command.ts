import type { CommandIo } from './command-io.ts';
import type { Output } from './output.ts';

/** What a command works with while it runs: where it reads, its two outputs, its settings and the time. */
export interface Command extends Pick<CommandIo, 'stdin' | 'environment' | 'clock'> {
  readonly out: Output;
  readonly err: Output;
}
