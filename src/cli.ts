#!/usr/bin/env node
import { keepCompiledCode } from './compile-cache.ts';

/** The `spendbot` command, in this process. */
keepCompiledCode();
const [{ run }, { systemClock }] = await Promise.all([import('#cli/run.ts'), import('./clock.ts')]);
process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: async () => (await import('./config.ts')).environment(),
  clock: systemClock,
});
