import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spawnCli } from '../support/spawn-cli.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spendbot-process-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Prints, at the end, every module that was loaded. */
const listModules = `--import=data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  const urls = [];
  registerHooks({ load: (url, context, next) => (urls.push(url), next(url, context)) });
  process.on('exit', () => process.stderr.write(urls.join(' ')));
`)}`;

describe('spendbot as a process', () => {
  it('says its version, and the exit code that the command ends with', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(await spawnCli(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    expect(await spawnCli(['--version-of'])).toMatchObject({ code: 2, stdout: '' });
  });

  it('reads .env, spendbot.yml and the database of the folder that it runs in', async () => {
    writeFileSync(join(folder, '.env'), 'SETTLE_DAYS=many\n');
    writeFileSync(join(folder, 'spendbot.yml'), 'prices: 3\n');
    const ask = await spawnCli(['ask', 'last 7d'], {}, { cwd: folder });
    expect(ask).toMatchObject({ code: 1, stderr: 'spendbot is not set up:\n  SETTLE_DAYS: expected a whole number.\n' });
    expect(await spawnCli(['prices'], {}, { cwd: folder })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('spendbot.yml, prices: '),
    });
    expect(await spawnCli(['ask', 'last 7d'], { SETTLE_DAYS: '3' }, { cwd: folder })).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(folder, 'data', 'spendbot.sqlite')).length).toBeGreaterThan(0);
  });

  it('ends with one sentence where a pipe is closed before all was read', async () => {
    const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
    const url = `file:${join(folder, 'pipe.sqlite')}`;
    const child = spawn(process.execPath, [cli, 'prices'], { env: { PATH: process.env.PATH, DATABASE_URL: url }, cwd: tmpdir() });
    child.stdout.destroy();
    const code = new Promise(resolve => child.once('close', resolve));
    expect(await text(child.stderr)).toBe('Standard output was closed before everything was written.\n');
    expect(await code).toBe(1);
  });

  it('loads what it needs: no database for its help, and neither Slack nor PostgreSQL nor prices for an answer', async () => {
    const loaded = async (...words: string[]) =>
      (await spawnCli(words, { DATABASE_URL: `file:${join(folder, 'loaded.sqlite')}` }, { nodeOptions: [listModules] })).stderr;
    const help = await loaded('--help');
    expect(help).toContain('/commander/');
    expect(help).not.toMatch(/kysely|zod|better-sqlite3|\/src\/engine/);
    const ask = await loaded('ask', 'last 7d');
    expect(ask).toContain('/kysely/');
    expect(ask).not.toMatch(/@slack|node_modules\/pg\/|genai-prices\/|bottleneck|pino\/|canvas|\/src\/engine/);
  });
});
