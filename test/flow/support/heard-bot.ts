import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { childVariables } from '../../support/child-variables.ts';

/** `node src/main.ts` with everything that it says kept. */
export function startHeardBot(cwd: string, variables: Record<string, string>) {
  const main = fileURLToPath(new URL('../../../src/main.ts', import.meta.url));
  const child = spawn(process.execPath, [main], { cwd, env: { ...childVariables, NODE_DEBUG: '', ...variables } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      said += data;
    });
  }
  const exited = once(child, 'exit');
  return {
    said: () => said,
    ready: () => expect.poll(() => said).toContain('spendbot is running'),
    async stop(signal: NodeJS.Signals = 'SIGTERM') {
      child.kill(signal);
      await exited;
      return said;
    },
    exited: () => exited.then(() => said),
  };
}

/** All that a bot says that cannot start. A token that no header can hold keeps it trying: it is stopped once it has tried twice. */
export async function saidByBot(cwd: string, variables: Record<string, string>): Promise<string> {
  const bot = startHeardBot(cwd, variables);
  const look = setInterval(() => {
    if (!bot.said().includes('"tries":2')) return;
    clearInterval(look);
    bot.stop();
  }, 100);
  const said = await bot.exited();
  clearInterval(look);
  return said;
}
