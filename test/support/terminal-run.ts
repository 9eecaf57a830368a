import { spawn } from 'node:child_process';
import { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { run } from '#cli/run.ts';
import { childVariables } from './child-variables.ts';

/** A terminal of `columns` that knows 256 colors, and what was written to it. */
class FakeTerminal extends Writable {
  readonly isTTY = true;
  readonly columns: number;
  written = '';

  constructor(columns: number) {
    super();
    this.columns = columns;
  }

  getColorDepth(): number {
    return 8;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.written += chunk.toString();
    done();
  }
}

/** Runs `spendbot` with `words` in this process, on a terminal of `columns`, as of `now`. */
export async function runOnTerminal(
  words: readonly string[],
  variables: Readonly<Record<string, string>>,
  columns: number,
  now: Date,
): Promise<string> {
  const [stdout, stderr] = [new FakeTerminal(columns), new FakeTerminal(columns)];
  await run(words, {
    ...{ stdin: Readable.from(['']), stdout, stderr, clock: () => now },
    environment: async () => ({ SPENDBOT_CONFIG: '/dev/null', LOG_LEVEL: 'silent', ...variables }),
  });
  return stdout.written + stderr.written;
}

/** Runs `spendbot` with `words` in a process of its own, on a pseudo-terminal of `columns`. */
export function runOnPseudoTerminal(
  words: readonly string[],
  columns: number,
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  return onPseudoTerminal('../../src/cli.ts', words, columns, variables);
}

/** What each `spendbot …` of `calls` prints on a pseudo-terminal of `columns`, in one process, as of `now`. */
export async function runAllOnPseudoTerminal(
  calls: readonly (readonly string[])[],
  columns: number,
  variables: Readonly<Record<string, string>>,
  now: Date,
): Promise<string[]> {
  const words = calls.map(call => JSON.stringify(call));
  const output = await onPseudoTerminal('print-commands.ts', words, columns, { ...variables, NOW: now.toISOString() });
  const [, ...parts] = output.split(/^@@ .*\r?\n/m);
  if (parts.length !== calls.length) throw new Error(`${calls.length} commands printed ${parts.length} parts: ${output}`);
  return parts;
}

async function onPseudoTerminal(
  file: string,
  words: readonly string[],
  columns: number,
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  const quoted = words.map(word => `'${word}'`).join(' ');
  const command = `stty cols ${columns}; exec '${process.execPath}' '${fileURLToPath(new URL(file, import.meta.url))}' ${quoted}`;
  const args = process.platform === 'darwin' ? ['-q', '/dev/null', 'sh', '-c', command] : ['-qec', command, '/dev/null'];
  const child = spawn('script', args, { env: { ...childVariables, SPENDBOT_CONFIG: '/dev/null', ...variables } });
  child.stdin.end();
  const [output, code] = await Promise.all([
    text(child.stdout),
    new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject)),
  ]);
  if (code !== 0) throw new Error(`script ended with ${code}: ${output}`);
  return output;
}

/** The lines of `output` that are longer than a terminal of `columns`, without colors. */
export function tooLong(output: string, columns: number): string[] {
  return stripVTControlCharacters(output)
    .split(/\r?\n/)
    .filter(line => stringWidth(line) > columns);
}
