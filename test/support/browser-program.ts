import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = fileURLToPath(new URL('../../node_modules/.cache/spendbot', import.meta.url));

/**
 * The path of a browser that is unpacked once for this checkout. By default the package unpacks into the machine's temporary folder and
 * takes what is there: another user's, which we may not run, or one that is not fully unpacked.
 */
export function browserProgram(): string {
  const kept = join(cache, 'chromium');
  if (!existsSync(kept)) {
    mkdirSync(cache, { recursive: true });
    const folder = mkdtempSync(join(cache, 'unpacking-'));
    unpackInto(folder);
    keep(folder, kept);
  }
  return join(kept, 'chromium');
}

/** In its own process, since the package reads from the environment where to unpack. */
function unpackInto(folder: string): void {
  const program = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
  const env = { ...process.env, TMPDIR: folder };
  execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: import.meta.dirname, env });
}

/** If two processes unpack at the same time, one folder is kept and both use it. */
function keep(folder: string, kept: string): void {
  try {
    renameSync(folder, kept);
  } catch (error) {
    if (!existsSync(kept)) throw error;
    rmSync(folder, { recursive: true });
  }
}
