import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

const script = fileURLToPath(new URL('../../.ci/install-warnings.mjs', import.meta.url));

/** Runs the step of `npm run check` where one package is installed, of which the lock file says `about`. */
function check(about: object, allowScripts: Record<string, boolean> = {}): { readonly code: number | null; readonly said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'spendbot-warnings-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const root = { name: 'one', version: '1.0.0', dependencies: { other: '1.0.0' } };
  const packages = { '': root, 'node_modules/other': { version: '1.0.0', ...about } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...root, allowScripts }));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ ...root, lockfileVersion: 3, requires: true, packages }));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { cwd: folder, encoding: 'utf8' });
  return { code: status, said: stdout + stderr };
}

describe('what .npmrc hides of an installation', () => {
  it('is shown by npm run check', () => {
    expect(readFileSync('.npmrc', 'utf8')).toContain('loglevel=error');
    expect(JSON.parse(readFileSync('package.json', 'utf8')).scripts.check).toContain('node .ci/install-warnings.mjs');
  });

  it('is nothing where each package takes our Node and has no install script that is not decided on', () => {
    expect(check({ engines: { node: '>=24' } })).toEqual({ code: 0, said: '' });
    expect(check({ hasInstallScript: true }, { other: false })).toEqual({ code: 0, said: '' });
    expect(check({ hasInstallScript: true }, { other: true })).toEqual({ code: 0, said: '' });
  });

  it('fails the check where a package wants another Node', () => {
    expect(check({ engines: { node: '<24' } })).toEqual({ code: 1, said: expect.stringMatching(/EBADENGINE.*other@1\.0\.0/s) });
  });

  it('fails the check where nobody decided on an install script', () => {
    expect(check({ hasInstallScript: true })).toEqual({ code: 1, said: expect.stringMatching(/^other has an install script/) });
  });
});
