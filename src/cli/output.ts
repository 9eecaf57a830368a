import type { Writable } from 'node:stream';
import { getSystemErrorMap, styleText } from 'node:util';
import { errorCode } from '#core/error-message.ts';
import { type Terminal, wholeText } from '#show/terminal/terminal.ts';
import type { TextLine, TextRole } from '#show/terminal/text-line.ts';

/** A stream that may be a terminal, `columns` wide. */
export type OutputStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** A command's output cannot be written. The message says which file or stream, and why. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
  readonly code = 'output_failed';

  constructor(what: string, cause: unknown) {
    super(isClosed(cause) ? `${what} was closed before everything was written.` : `${what} cannot be written: ${reasonOf(cause)}.`, {
      cause,
    });
  }
}

const formats: Readonly<Record<TextRole, Parameters<typeof styleText>[0]>> = {
  ...{ title: 'bold', amount: 'bold', dim: 'gray', bar: 'cyan' },
  ...{ good: 'green', warn: 'yellow', bad: 'red' },
};

/** Standard output or error. A stream that fails rejects `print`, and does not crash the process. */
export class Output {
  readonly stream: OutputStream;
  readonly #name: string;
  #failure: Error | null = null;

  constructor(stream: OutputStream, name: string) {
    this.stream = stream;
    this.#name = name;
    stream.on('error', error => {
      this.#failure ??= error;
    });
  }

  get isTerminal(): boolean {
    return this.stream.isTTY === true;
  }

  /** How much fits: a screen, or all of it where there is none. */
  get terminal(): Terminal {
    return this.isTerminal ? { width: this.stream.columns || 80, rows: 10 } : wholeText;
  }

  /** `text` in the color of its role. Plain in a pipe, with NO_COLOR and on a dumb terminal, unless FORCE_COLOR is set. */
  painted(role: TextRole, text: string): string {
    return styleText(formats[role], text, { stream: this.stream, validateStream: true });
  }

  /**
   * Prints lines as wide and as colorful as the terminal is. Nothing for no lines.
   *
   * @throws OutputError
   */
  async printLines(lines: readonly TextLine[]): Promise<void> {
    if (lines.length === 0) return;
    const { terminalText } = await import('#show/terminal/terminal-text.ts');
    await this.print(`${terminalText(lines, this.terminal.width, (role, text) => this.painted(role, text))}\n`);
  }

  /**
   * Resolves once `text` and everything before it is written.
   *
   * @throws OutputError
   */
  async print(text: string): Promise<void> {
    await new Promise<void>(resolve => {
      this.stream.write(text, error => {
        if (error) this.#failure ??= error;
        resolve();
      });
    });
    if (this.#failure !== null) throw new OutputError(this.#name, this.#failure);
  }
}

function isClosed(error: unknown): boolean {
  return ['EPIPE', 'ERR_STREAM_DESTROYED'].includes(errorCode(error));
}

/** `no such file or directory (ENOENT)`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const number = 'errno' in error && typeof error.errno === 'number' ? error.errno : 0;
  const [code, words] = getSystemErrorMap().get(number) ?? [];
  return code === undefined ? error.message : `${words} (${code})`;
}

export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
