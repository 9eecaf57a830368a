import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('npm test ends with 1 when a test failed, also where the PostgreSQL server runs', () => {
  const module = new URL('../support/start-postgres.ts', import.meta.url).href;
  const script = `
    const { startPostgres } = await import(${JSON.stringify(module)});
    const server = await startPostgres();
    process.exitCode = 1;
    await server.stop();`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([1, '']);
});
