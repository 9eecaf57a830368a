import { ConfigError } from './config.ts';
import { withoutSecrets } from './log.ts';

/** How the process ends: done, failed or wrongly configured, wrongly used. */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * Runs `command` and sets the exit code: what it resolves with, or 1 when it throws. What went wrong is said on standard error in
 * words; the stack only for an error that spendbot does not know.
 */
export async function exitWith(command: () => Promise<ExitCode>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    process.stderr.write(`${withoutSecrets(wordsFor(error))}\n`);
    process.exitCode = exitCodes.failed;
  }
}

const ownCode = /^(?:config|openai|store|slack|chart)_/;

function wordsFor(error: unknown): string {
  if (error instanceof ConfigError) return ['spendbot is not set up:', ...error.problems.map(problem => `  ${problem}`)].join('\n');
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return ownCode.test(code) ? error.message : (error.stack ?? error.message);
}
