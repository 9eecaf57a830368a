#!/usr/bin/env node
import { keepCompiledCode } from '#app/node-flags.ts';

/** The `spendbot` command, in this process. */
keepCompiledCode();
const [{ run }, { systemClock }] = await Promise.all([import('#cli/run.ts'), import('#app/clock.ts')]);
process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: async () => (await import('#app/config.ts')).environment(),
  clock: systemClock,
});
