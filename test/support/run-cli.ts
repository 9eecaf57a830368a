import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { systemClock } from '#app/clock.ts';
import { run } from '#cli/run.ts';

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `spendbot` with `words` in this process, with only the given variables and the config file that they name. */
export async function runCli(
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  { input = '' } = {},
): Promise<CliRun> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const code = await run(words, {
    stdin: Readable.from([input]),
    stdout,
    stderr,
    environment: async () => ({ SPENDBOT_CONFIG: '/dev/null', ...variables }),
    clock: systemClock,
  });
  stdout.end();
  stderr.end();
  const [out, err] = await said;
  return { code, stdout: out, stderr: err };
}
