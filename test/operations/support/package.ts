import { spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { CliRun } from '../../support/run-cli.ts';

/** Packs the checkout as `npm pack` does, into `folder`; the path of the tarball. */
export function packInto(folder: string): string {
  const checkout = fileURLToPath(new URL('../../..', import.meta.url));
  const { status, stdout, stderr } = spawnSync('npm', ['pack', '--pack-destination', folder], { cwd: checkout, encoding: 'utf8' });
  const name = stdout.trim().split('\n').at(-1) ?? '';
  if (status !== 0 || !name.endsWith('.tgz')) throw new Error(`npm pack ended with ${status}: ${stdout}${stderr}`);
  return `${folder}/${name}`;
}

/** What npm needs to reach its registry: proxies and certificates too. Without what an outer npm says of its own project. */
export const npmVariables: Readonly<Record<string, string | undefined>> = Object.fromEntries([
  ...Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')),
  ['npm_config_update_notifier', 'false'],
]);

/** Runs `command` in `folder` with only the variables given. The stand-ins of this process go on answering meanwhile. */
export async function runIn(
  folder: string,
  [command = '', ...words]: readonly string[],
  variables: Readonly<Record<string, string | undefined>> = {},
): Promise<CliRun> {
  const child = spawn(command, words, { cwd: folder, env: { PATH: process.env.PATH, TZ: process.env.TZ, ...variables } });
  child.stdin.end();
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve)),
  ]);
  return { code, stdout, stderr };
}
