import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Instruction {
  readonly name: string;
  readonly rest: string;
}

const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** The Dockerfile's instructions in their order, continued lines joined. */
export const instructions: readonly Instruction[] = readFileSync(join(checkout, 'Dockerfile'), 'utf8')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'))
  .map(line => {
    const [, name = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    return { name, rest };
  });

/** What the image takes from the checkout, by path. */
export const copied: readonly string[] = instructions
  .filter(({ name, rest }) => name === 'COPY' && !rest.startsWith('--from'))
  .flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1));

/**
 * Builds the image's `/app` in a new folder inside `folder`, and returns that. Every stage but the last runs its commands; those of
 * the last set up the system around `/app`.
 *
 * @throws Error with its output when a command fails.
 */
export function buildImage(folder: string): string {
  const stages = new Map<string, string>();
  const last = instructions.findLastIndex(({ name }) => name === 'FROM');
  let app = folder;
  for (const [index, { name, rest }] of instructions.entries()) {
    if (name === 'FROM') {
      const stage = / AS (\S+)$/.exec(rest)?.[1] ?? 'last';
      app = join(folder, stage);
      mkdirSync(app);
      stages.set(stage, app);
    }
    if (name === 'COPY') copy(rest, app, stages);
    if (name === 'RUN' && index < last) run(rest, app);
  }
  return app;
}

function copy(rest: string, app: string, stages: ReadonlyMap<string, string>): void {
  const [, stage, paths = ''] = /^(?:--from=(\S+) )?(.*)$/.exec(rest) ?? [];
  const from = stage === undefined ? checkout : stages.get(stage);
  const words = paths.split(/\s+/);
  const target = words.at(-1) ?? '';
  if (from === undefined) throw new Error(`COPY ${rest}: there is no such stage`);
  for (const path of words.slice(0, -1).map(word => word.replace(/^\/app\//, ''))) {
    cpSync(join(from, path), join(app, target, target.endsWith('/') ? basename(path) : ''), { recursive: true, verbatimSymlinks: true });
  }
}

function run(rest: string, app: string): void {
  const [command = '', ...words]: string[] = rest.startsWith('[') ? JSON.parse(rest) : ['sh', '-c', rest];
  const env = { ...process.env, npm_config_prefer_offline: 'true' };
  const { status, stdout, stderr } = spawnSync(command === 'node' ? process.execPath : command, words, { cwd: app, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`RUN ${rest} ended with ${status}: ${stdout}${stderr}`);
}
