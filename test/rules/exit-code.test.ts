import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('npm test ends with 1 when a test failed, also where the PostgreSQL server runs', () => {
  const server = new URL('../support/postgres-server.ts', import.meta.url).href;
  const script = `await import(${JSON.stringify(server)}); process.exitCode = 1`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([1, '']);
});
