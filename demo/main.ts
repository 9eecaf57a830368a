import { checkDemo } from './check-demo.ts';
import { readOptions, usage } from './options.ts';
import { runDemo } from './run-demo.ts';

/** `npm run demo`. Exit code 0; 1 when something failed or an answer was wrong; 2 for wrong options. */
const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  process.stderr.write(`${options}\n${usage}\n`);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = options.isCheck ? await checkDemo() : await runDemo(options.port);
  } catch (error) {
    process.stderr.write(`The demo failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  }
}
