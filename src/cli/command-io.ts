import type { Readable, Writable } from 'node:stream';
import type { Variables } from '#app/config.ts';
import type { Clock } from '#core/time/day.ts';

/** What a command reads from and writes to. */
export interface CommandIo {
  readonly stdin: Readable;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** The settings. Called only by a command that needs them. */
  environment(): Promise<Variables>;
  readonly clock: Clock;
}

/** A stream that may be a terminal, `columns` wide. */
export type OutputStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };
