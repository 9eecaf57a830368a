import { isOwnError } from '#core/error-message.ts';
import { ConfigError } from './config-error.ts';

/** Exit codes: success, failed or misconfigured, wrong usage. */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Runs `command` and sets the exit code to what it resolves with. If it throws, prints the error to standard error and sets 1. */
export async function exitWith(command: () => Promise<ExitCode>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    process.stderr.write(`${await wordsFor(error)}\n`);
    process.exitCode = exitCodes.failed;
  }
}

/** The error in words, without keys. Includes the stack only if spendbot doesn't know the error. */
export async function wordsFor(error: unknown): Promise<string> {
  // Loads the logger only if something went wrong.
  const { withoutSecrets } = await import('#log.ts');
  return withoutSecrets(plainWordsFor(error));
}

function plainWordsFor(error: unknown): string {
  if (error instanceof ConfigError) return ['spendbot is not set up:', ...error.problems.map(problem => `  ${problem}`)].join('\n');
  if (!(error instanceof Error)) return String(error);
  // A failed system call, such as opening a file, already says what failed and why.
  return isOwnError(error) || 'syscall' in error ? error.message : (error.stack ?? error.message);
}
