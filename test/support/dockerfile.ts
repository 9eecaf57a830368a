import { readFileSync } from 'node:fs';

export interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** The Dockerfile's instructions in their order, continued lines joined. */
export const instructions: readonly Instruction[] = readFileSync(new URL('../../Dockerfile', import.meta.url), 'utf8')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'))
  .map(line => {
    const [, name = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    return { name, rest };
  });

/** What the image takes from the checkout, by its path there. */
export const copied: readonly string[] = instructions
  .filter(({ name, rest }) => name === 'COPY' && !rest.startsWith('--from'))
  .flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1));
