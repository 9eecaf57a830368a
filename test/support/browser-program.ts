import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = fileURLToPath(new URL('../../node_modules/.cache/spendbot', import.meta.url));

/**
 * The path of a browser that is unpacked once for this checkout. Left to itself the package unpacks into the temporary folder of the machine,
 * and takes what lies there: another user's, who alone may run it, or one that another process has not finished.
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

/** In a process of its own, for the package asks the environment where to unpack. */
function unpackInto(folder: string): void {
  const program = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
  const env = { ...process.env, TMPDIR: folder };
  execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: import.meta.dirname, env });
}

/** One of two that unpack at the same time keeps its folder; both then run that one. */
function keep(folder: string, kept: string): void {
  try {
    renameSync(folder, kept);
  } catch (error) {
    if (!existsSync(kept)) throw error;
    rmSync(folder, { recursive: true });
  }
}
