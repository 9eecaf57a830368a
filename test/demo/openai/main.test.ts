import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

let child: ChildProcess | null = null;
afterEach(() => child?.kill('SIGKILL'));

test('the stand-in alone prints how to read it, and ends at once when told to, also in the middle of a slow answer', async () => {
  const script = fileURLToPath(new URL('../../../demo/openai/main.ts', import.meta.url));
  const running = spawn(process.execPath, [script, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  child = running;
  const settings = await settingsPrintedBy(running.stdout);
  const headers = { authorization: `Bearer ${settings.key}` };
  expect((await fetch(`${settings.url}/organization/users`, { headers })).status).toBe(200);

  const slow = JSON.stringify({ fail: { kind: 'slow', delayMs: 60_000 } });
  const control = new URL('/__control', settings.url);
  await fetch(control, { method: 'POST', headers: { 'content-type': 'application/json' }, body: slow });
  const asked = fetch(`${settings.url}/organization/users`, { headers }).catch((error: unknown) => error);
  await expect.poll(async () => (await fetch(control)).json()).toMatchObject({ stats: { failed: { slow: 1 } } });
  running.kill('SIGTERM');
  expect(await once(running, 'exit')).toEqual([0, null]);
  expect(await asked).toBeInstanceOf(Error);
});

async function settingsPrintedBy(output: NodeJS.ReadableStream): Promise<{ url: string; key: string }> {
  for await (const line of createInterface({ input: output })) {
    const match = /OPENAI_BASE_URL=(\S+) OPENAI_ADMIN_KEY=(\S+)/.exec(line);
    if (match) return { url: match[1] ?? '', key: match[2] ?? '' };
  }
  throw new Error('it ended without saying how to read it');
}
