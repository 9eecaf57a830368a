const [whatWidth, measuredWidth] = [72, 16];

/** Prints one line of the table: what was measured, the figure, and what it should be. Printed at once, since a run takes minutes. */
export function printResult(what: string, measured: string, aim = ''): void {
  process.stdout.write(`${what.padEnd(whatWidth)}${measured.padStart(measuredWidth)}  ${aim}`.trimEnd().concat('\n'));
}

export function printHead(): void {
  printResult('what', 'measured', 'aim');
  printResult('─'.repeat(whatWidth - 1), '─'.repeat(measuredWidth - 2), '─'.repeat(16));
}

/** Says on standard error what is being measured, where nothing is seen for long. */
export function announce(what: string): void {
  process.stderr.write(`… ${what}\n`);
}

export const count = (value: number) => value.toLocaleString('en-US');
export const ms = (value: number, digits = 1) => `${value.toFixed(digits)} ms`;
export const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
export const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
export const ratio = (value: number, base: number) => (value / base).toFixed(2);
export const seconds = (value: number) => `${value.toFixed(2)} s`;
