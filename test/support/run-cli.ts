import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { systemClock } from '#app/clock.ts';
import { run } from '#cli/run.ts';
import type { OpenAiStandIn } from '../../demo/openai/server.ts';
import { wordFaults } from './word-faults.ts';

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `spendbot` with `words` in this process, with only the given variables and the config file that they name. */
export async function runCli(
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  { input = '', clock = systemClock } = {},
): Promise<CliRun> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const code = await run(words, {
    stdin: Readable.from([input]),
    stdout,
    stderr,
    environment: async () => ({ SPENDBOT_CONFIG: '/dev/null', ...variables }),
    clock,
  });
  stdout.end();
  stderr.end();
  const [out, err] = await said;
  const isForPrograms =
    words.some(word => ['--json', '--csv', 'price', 'export'].includes(word)) || words.some(word => / as (?:json|csv)$/.test(word));
  const faults = isForPrograms ? [] : wordFaults({ text: out, drawn: 'terminal' });
  if (faults.length > 0) throw new Error(`spendbot ${words.join(' ')} said what nobody should read: ${faults.join('; ')}`);
  return { code, stdout: out, stderr: err };
}

/** Variables of a command line that reads `openAi` into an empty database, until the end of the test. */
export function standInCliVariables(openAi: OpenAiStandIn): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return {
    OPENAI_BASE_URL: openAi.url,
    OPENAI_ADMIN_KEY: openAi.adminKey,
    OPENAI_REQUESTS_PER_MINUTE: '10000',
    DATABASE_URL: `file:${join(folder, 'spendbot.sqlite')}`,
    LOG_LEVEL: 'silent',
  };
}
