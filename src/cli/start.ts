import type { ExitCode } from '../exit.ts';
import { keepYoungHeapSmall } from '../young-heap.ts';
import type { Command } from './command.ts';

export async function startCommand({ environment, err }: Command): Promise<ExitCode> {
  keepYoungHeapSmall();
  const { start } = await import('../start.ts');
  return start(await environment(), line => void err.stream.write(line));
}
