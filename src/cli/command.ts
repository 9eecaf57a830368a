import type { CommandIo } from './command-io.ts';
import type { Output } from './output.ts';

/** What a command works with: its input, its two outputs, its settings and the time. */
export interface Command extends Pick<CommandIo, 'stdin' | 'environment' | 'clock'> {
  readonly out: Output;
  readonly err: Output;
}
