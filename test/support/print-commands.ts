import { Readable } from 'node:stream';
import { systemClock } from '#app/clock.ts';
import { run } from '#cli/run.ts';

// Runs each `spendbot …` of argv, a JSON array of words, on the streams of this process, with a line before each that tells them apart.
// Each command listens to both, which takes them for one that leaks.
process.stdout.setMaxListeners(0);
process.stderr.setMaxListeners(0);
for (const call of process.argv.slice(2)) {
  const words: unknown = JSON.parse(call);
  if (!Array.isArray(words)) throw new Error(`${call} is not an array of words`);
  process.stdout.write(`\n@@ ${call}\n`);
  const { NOW = '', ...environment } = process.env;
  const clock = NOW === '' ? systemClock : () => new Date(NOW);
  const { stdout, stderr } = process;
  await run(words.map(String), { stdin: Readable.from([]), stdout, stderr, clock, environment: async () => environment });
}
