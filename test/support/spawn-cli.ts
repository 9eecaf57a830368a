import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { childVariables } from './child-variables.ts';
import type { CliRun } from './run-cli.ts';

/** Runs `spendbot` with `words` in a process of its own, as an operator would, with only the variables given. */
export async function spawnCli(
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  options: { input?: string; cwd?: string; nodeOptions?: readonly string[] } = {},
): Promise<CliRun> {
  const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
  const child = spawn(process.execPath, [...(options.nodeOptions ?? []), cli, ...words], {
    cwd: options.cwd,
    env: { ...childVariables, TZ: process.env.TZ, ...variables },
  });
  child.stdin.end(options.input ?? '');
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>(resolve => child.once('close', resolve)),
  ]);
  return { code, stdout, stderr };
}
