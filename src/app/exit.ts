import { ConfigError } from './config-error.ts';

/** How the process ends: done, failed or wrongly configured, wrongly used. */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * Runs `command` and sets the exit code: what it resolves with, or 1 when it throws, which is said on standard error.
 */
export async function exitWith(command: () => Promise<ExitCode>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    process.stderr.write(`${await wordsFor(error)}\n`);
    process.exitCode = exitCodes.failed;
  }
}

const ownCode = /^(?:config|openai|store|slack|chart|output)_/;

/** What went wrong, in words and without keys; the stack only for an error that spendbot does not know. */
export async function wordsFor(error: unknown): Promise<string> {
  // The logger is loaded only where something went wrong.
  const { withoutSecrets } = await import('#log.ts');
  return withoutSecrets(plainWordsFor(error));
}

function plainWordsFor(error: unknown): string {
  if (error instanceof ConfigError) return ['spendbot is not set up:', ...error.problems.map(problem => `  ${problem}`)].join('\n');
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  // A call to the system that failed, such as opening a file, says in its message what and why.
  return ownCode.test(code) || 'syscall' in error ? error.message : (error.stack ?? error.message);
}
