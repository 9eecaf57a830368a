import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** The page's port; null for the usual one, or the next free one. */
  readonly port: number | null;
  readonly isCheck: boolean;
}

export const usage = `Usage: npm run demo [-- --port N]    the demo, until Ctrl-C
       npm run demo -- --check        plays a conversation without a browser and checks what spendbot says`;

/** The options in `args`, or what is wrong with them. */
export function readOptions(args: readonly string[]): DemoOptions | string {
  try {
    const { values } = parseArgs({ args: [...args], options: { port: { type: 'string' }, check: { type: 'boolean', default: false } } });
    const { port, check: isCheck } = values;
    if (port !== undefined && isCheck) return '--check opens no page, so it takes no --port.';
    if (port === undefined) return { port: null, isCheck };
    const number = /^\d{1,5}$/.test(port) ? Number(port) : Number.NaN;
    return 0 < number && number < 65_536 ? { port: number, isCheck } : `--port is ${JSON.stringify(port)}; expected a port, 1 to 65535.`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
