import type { ExitCode } from '#app/exit.ts';
import { keepYoungHeapSmall } from '#app/node-flags.ts';
import type { Command } from './command.ts';

export async function startCommand({ environment, err }: Command): Promise<ExitCode> {
  keepYoungHeapSmall();
  const { start } = await import('#app/start.ts');
  return start(await environment(), line => void err.stream.write(line));
}
