import type { Command } from 'commander';
import type { ExitCode } from '../exit.ts';

/** Adds one command to the program; its action hands the exit code to `finish`. */
export type AddCommand = (program: Command, finish: (code: ExitCode) => void) => void;
